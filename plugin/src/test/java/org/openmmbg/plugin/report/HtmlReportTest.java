package org.openmmbg.plugin.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class HtmlReportTest {
    private static final String HOSTILE = "\"><script>alert('1')</script><img src=http://x/y onerror=a>&\u202e\u0000";

    @Test
    void aPictureToLookAtIsLeftInTheBuildFolder() throws IOException {
        Path file = Path.of("target", "report-example.html");
        Files.writeString(file, HtmlReport.render(SyntheticReport.data("alanine-dipeptide at 300 K")));
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void everyDrawingIsWellFormedAndNamesItsAxes() throws Exception {
        List<String> drawings = drawings(HtmlReport.render(SyntheticReport.data("x")));

        List<String> text = new ArrayList<>();
        for (String drawing : drawings) {
            Document parsed = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(drawing.getBytes(StandardCharsets.UTF_8)));
            text.add(parsed.getDocumentElement().getTextContent());
        }

        assertThat(text).hasSize(9);
        assertThat(text.get(0))
                .contains("φ / °", "ψ / °", "free energy / kT", "Seeds", "Generator, reweighted", "−180");
        assertThat(text.get(1)).contains("φ / °", "free energy / kT", "generator, reweighted", "seeds");
        assertThat(text.get(2)).contains("ln w", "probability density");
        assertThat(text.get(3)).contains("u / kT", "generator", "seeds");
        assertThat(text.get(4)).contains("optimiser step", "loss / kT", "Maximum likelihood");
    }

    @Test
    void hostileNamesAreText() {
        ReportData plain = SyntheticReport.data(HOSTILE);
        List<ReportData.Entry> entries = List.of(new ReportData.Entry(HOSTILE, HOSTILE));
        ReportData.Range range = new ReportData.Range(0, 1, 1, HOSTILE);
        ReportData hostile = new ReportData(
                HOSTILE,
                false,
                HOSTILE,
                List.of(HOSTILE),
                entries,
                List.of(new ReportData.Estimate(HOSTILE, 1, 0, 2, HOSTILE)),
                List.of(new ReportData.State(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
                List.of(new ReportData.Surfaces(
                        HOSTILE, HOSTILE, range, range, List.of(new ReportData.Surface(HOSTILE, 1, new double[] {0})))),
                List.of(new ReportData.Scatter(
                        HOSTILE,
                        range,
                        range,
                        List.of(new ReportData.Points(HOSTILE, new double[] {0, 1}, new double[] {0, 1})))),
                List.of(new ReportData.Profile(
                        HOSTILE,
                        range,
                        List.of(
                                new ReportData.Curve(HOSTILE, new double[] {0, 1}, new double[] {0, 1}, null, null),
                                new ReportData.Curve(HOSTILE, new double[] {0, 1}, new double[] {0, 1}, null, null)))),
                List.of(new ReportData.Histogram(HOSTILE, new double[] {0, 1}, new double[] {1})),
                plain.energies(),
                List.of(new ReportData.TrainingStage(
                        HOSTILE, new double[] {1, 2}, new double[] {1, 2}, new double[] {1, 2}, new double[] {1, 2})),
                entries,
                entries,
                entries);

        String html = HtmlReport.render(hostile);

        assertThat(html).doesNotContain("<script", "<img", "onerror=a>", "\u202e", "\u0000");
        assertThat(html).contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
    }

    @Test
    void nothingIsLoadedFromOutside() {
        String html = HtmlReport.render(SyntheticReport.data("x"));
        assertThat(html)
                .contains("default-src 'none'")
                .doesNotContain("style=\"", "javascript:", "@import", "url(http");
        Matcher links = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html);
        while (links.find()) {
            assertThat(links.group(1)).startsWith("data:image/png;base64,");
        }
    }

    @Test
    void warningsStandUnderTheVerdict() {
        String html = HtmlReport.render(SyntheticReport.data("x"));
        assertThat(html.indexOf("<li>the tail of the weights is heavy</li>"))
                .isBetween(html.indexOf("class=\"verdict"), html.indexOf("class=\"numbers"));
    }

    @Test
    void emptyPartsAreLeftOut() {
        String html = HtmlReport.render(new ReportData(
                "x", false, "no", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
        assertThat(html).doesNotContain("<svg", "<table", "<li>");
    }

    @Test
    void lightnessOfTheColourMapRises() {
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            double now = luminance(ColorMap.at(i / 100.0));
            assertThat(now).isGreaterThan(before);
            before = now;
        }
        assertThat(ColorMap.at(-1)).isEqualTo(ColorMap.at(0));
        assertThat(ColorMap.at(2)).isEqualTo(ColorMap.at(1));
    }

    /** Relative luminance of an sRGB colour, IEC 61966-2-1. */
    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static List<String> drawings(String html) {
        List<String> drawings = new ArrayList<>();
        Matcher matcher = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(html);
        while (matcher.find()) {
            drawings.add(matcher.group());
        }
        return drawings;
    }
}
