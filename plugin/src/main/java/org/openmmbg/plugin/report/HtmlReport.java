package org.openmmbg.plugin.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A report as one HTML file that loads nothing: drawings are inline SVG, and its content security policy allows only
 * its own style and inline images.
 */
public final class HtmlReport {
    private static final String STYLE = """
            :root { color-scheme: light; }
            body { margin: 0; background: #f5f6f8; color: #1d2433;
                   font: 15px/1.5 Helvetica, Arial, sans-serif; }
            main { max-width: 1220px; margin: 0 auto; padding: 28px 24px 48px; }
            h1 { font-size: 26px; margin: 0 0 6px; }
            h2 { font-size: 19px; margin: 0 0 12px; }
            section { background: #fff; border: 1px solid #e4e7ec; border-radius: 8px; padding: 20px 22px;
                      margin-top: 20px; break-inside: avoid; }
            .verdict { display: inline-block; border-radius: 6px; padding: 5px 12px; }
            .good { background: #e3f4e8; color: #14532d; }
            .bad { background: #fdeadf; color: #7a2e0b; }
            .warnings { color: #7a2e0b; margin: 10px 0 0; padding-left: 20px; max-width: 100ch; }
            .numbers { display: flex; flex-wrap: wrap; gap: 14px; margin-top: 18px; }
            .number { background: #fff; border: 1px solid #e4e7ec; border-radius: 8px; padding: 12px 18px;
                      flex: 1 1 160px; }
            .number b { display: block; font-size: 23px; font-weight: 600; }
            .number span { color: #667085; }
            .plots { display: flex; flex-wrap: wrap; gap: 6px 4px; }
            svg { max-width: 100%; height: auto; }
            p.note { color: #667085; margin: 10px 0 0; max-width: 100ch; }
            .tables { display: flex; gap: 44px; }
            .tables > div { min-width: 0; }
            .tables > div:first-child { flex: none; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: 4px 18px 4px 0; border-bottom: 1px solid #eef0f3;
                     vertical-align: top; }
            th { font-weight: 600; }
            td:first-child { white-space: nowrap; }
            td.value { text-align: right; }
            td.code { font-family: monospace; font-size: 13px; overflow-wrap: anywhere; }
            .columns { columns: 2; column-gap: 44px; }
            .columns table { width: 100%; }
            """;

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final ReportData data;

    private HtmlReport(ReportData data) {
        this.data = data;
    }

    /** Returns the report as the text of an HTML file in UTF-8. */
    public static String render(ReportData data) {
        return new HtmlReport(data).page();
    }

    private String page() {
        head();
        out.append("<body><main>\n<h1>").append(Markup.escape(data.title())).append("</h1>\n");
        out.append("<div class=\"verdict ")
                .append(data.converged() ? "good" : "bad")
                .append("\">");
        out.append(Markup.escape(data.verdict())).append("</div>\n");
        if (!data.warnings().isEmpty()) {
            out.append("<ul class=\"warnings\">\n");
            data.warnings()
                    .forEach(warning ->
                            out.append("<li>").append(Markup.escape(warning)).append("</li>\n"));
            out.append("</ul>\n");
        }
        headline();
        results();
        states();
        surfaces();
        distributions();
        training();
        tables();
        return out.append("</main></body>\n</html>\n").toString();
    }

    private void head() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;"
                        + " style-src 'sha256-")
                .append(hash(STYLE))
                .append("'; base-uri 'none'; form-action 'none'\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
        out.append(Markup.escape(data.title())).append("</title>\n<style>").append(STYLE);
        out.append("</style>\n</head>\n");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void headline() {
        out.append("<div class=\"numbers\">\n");
        for (ReportData.Entry entry : data.headline()) {
            out.append("<div class=\"number\"><b>")
                    .append(Markup.escape(entry.value()))
                    .append("</b><span>");
            out.append(Markup.escape(entry.name())).append("</span></div>\n");
        }
        out.append("</div>\n");
    }

    private void results() {
        if (data.results().isEmpty()) {
            return;
        }
        section("Results");
        out.append("<table><tr><th>Quantity</th><th>Value</th><th>95 % interval</th><th>Unit</th></tr>\n");
        for (ReportData.Estimate estimate : data.results()) {
            out.append("<tr><td>").append(Markup.escape(estimate.name())).append("</td><td class=\"value\">");
            out.append(Numbers.shown(estimate.value())).append("</td><td>");
            boolean unknown = Double.isNaN(estimate.low()) && Double.isNaN(estimate.high());
            out.append(unknown ? "–" : Numbers.shown(estimate.low()) + " to " + Numbers.shown(estimate.high()));
            out.append("</td><td>").append(Markup.escape(estimate.unit())).append("</td></tr>\n");
        }
        out.append("</table>\n");
        end("Means over the target ensemble: the generator's samples weighted to the force field's Boltzmann"
                + " distribution. Intervals by bootstrap over all draws; of free energies with walks in the states, those of Bennett's"
                + " acceptance ratio.");
    }

    private void states() {
        if (data.states().isEmpty()) {
            return;
        }
        section("How far the draws can be believed");
        out.append("<table><tr><th>State</th><th>Draws</th><th>Effective samples</th><th>Pareto k</th>"
                + "<th>Largest weight</th><th>Seeds missed</th></tr>\n");
        for (ReportData.State state : data.states()) {
            out.append("<tr><td>").append(Markup.escape(state.name())).append("</td>");
            for (String value : List.of(
                    state.draws(),
                    state.effectiveSamples(),
                    state.paretoK(),
                    state.largestWeight(),
                    state.missedSeeds())) {
                out.append("<td class=\"value\">").append(Markup.escape(value)).append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</table>\n");
        end(
                "Of the draws in each state by themselves. Pareto k is the shape of the tail of their weights: above 0.7 their mean is not"
                        + " to be relied on. A seed is missed where it lies where hardly any draw does: its weight would be more than twice the tenth largest in its state.");
    }

    private void surfaces() {
        for (ReportData.Surfaces group : data.surfaces()) {
            section(group.title());
            out.append("<div class=\"plots\">").append(HeatMaps.draw(group)).append("</div>\n");
            end(group.note());
        }
        if (!data.latent().isEmpty()) {
            section("Latent space");
            out.append("<div class=\"plots\">\n");
            for (int i = 0; i < data.latent().size(); i++) {
                out.append(Charts.scatter("latent" + i, data.latent().get(i)));
            }
            out.append("</div>\n");
            end(
                    "The seeds mapped to the latent space, by state: a generator that has learnt both brings the states side by"
                            + " side under one normal distribution.");
        }
    }

    private void distributions() {
        if (data.profiles().isEmpty()
                && data.logWeights().isEmpty()
                && data.energies().isEmpty()) {
            return;
        }
        section("Distributions");
        out.append("<div class=\"plots\">\n");
        for (int i = 0; i < data.profiles().size(); i++) {
            out.append(Charts.profile("profile" + i, data.profiles().get(i)));
        }
        if (!data.logWeights().isEmpty()) {
            out.append(Charts.histograms(
                    "weights", "Log-weights", "ln w − ln ⟨w⟩", "probability density", data.logWeights()));
        }
        if (!data.energies().isEmpty()) {
            out.append(Charts.histograms(
                    "energies", "Reduced energies", "u / kT", "probability density / kT⁻¹", data.energies()));
        }
        out.append("</div>\n");
        end("The band is the 95 % interval, from the variance of the weights to first order. Draws of weight 0 have no"
                + " log-weight; they are counted under Cost. Draws beyond the"
                + " ranges shown count in the densities.");
    }

    private void training() {
        if (data.training().isEmpty()) {
            return;
        }
        section("Training");
        List<ReportData.TrainingStage> stages = data.training();
        for (int i = 0; i < stages.size(); i++) {
            out.append("<div class=\"plots\">\n");
            Charts.training("training" + i, stages.get(i)).forEach(out::append);
            out.append("</div>\n");
        }
        end(
                "Line: mean over neighbouring steps; band: their range. Values far above the rest, as in the first steps, are"
                        + " outside the range shown.");
    }

    private void tables() {
        out.append("<section>\n<div class=\"tables\">\n");
        table("Cost", data.cost());
        table("Provenance", data.provenance());
        out.append("</div>\n</section>\n");
        if (!data.config().isEmpty()) {
            section("Configuration");
            out.append("<div class=\"columns\">");
            entries(data.config());
            out.append("</div>\n</section>\n");
        }
    }

    private void table(String title, List<ReportData.Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        out.append("<div><h2>").append(Markup.escape(title)).append("</h2>");
        entries(entries);
        out.append("</div>\n");
    }

    private void entries(List<ReportData.Entry> entries) {
        out.append("<table>\n");
        for (ReportData.Entry entry : entries) {
            out.append("<tr><td>").append(Markup.escape(entry.name())).append("</td><td class=\"code\">");
            out.append(Markup.escape(entry.value())).append("</td></tr>\n");
        }
        out.append("</table>\n");
    }

    private void section(String title) {
        out.append("<section>\n<h2>").append(Markup.escape(title)).append("</h2>\n");
    }

    private void end(String note) {
        out.append("<p class=\"note\">").append(Markup.escape(note)).append("</p>\n</section>\n");
    }
}
