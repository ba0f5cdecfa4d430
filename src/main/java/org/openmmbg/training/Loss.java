package org.openmmbg.training;

/**
 * A part of a training loss: says with which coefficient each sample of a batch enters the gradient.
 *
 * <p>With samples x = T(z), their log density log q and the target's log p, every loss here has a gradient of one of two
 * forms. The score-function form, Σ cᵢ·∂ log q(xᵢ)/∂θ at fixed x, sees the mass of separated basins, with a noise that
 * stays when the generator is right. The path form, Σ cᵢ·(∂T(zᵢ)/∂θ)ᵀ(s_q − s_p), with the scores ∂ log q/∂x and ∂ log
 * p/∂x, moves samples along their own paths; it vanishes sample by sample when the generator is right (Roeder et al. 2017,
 * arXiv 1703.09194; Vaitl et al. 2022, arXiv 2207.08219).
 *
 * <p>Every sample has a weight, 1 unless the caller has others. The generator's own draws become samples of the target by
 * the further factor p/q, up to normalisation.
 *
 * <p>Each loss says what its samples must be. With samples of another kind its coefficients are the gradient of nothing:
 * they do work round a closed loop of parameters, and training on them runs away in the end, however small the rate. A test
 * takes that integral for every loss.
 */
public sealed interface Loss {

    /** Returns the factor on this part, at least 0. */
    double weight();

    /** Returns whether the gradient has the path form; else it has the score-function form. */
    default boolean isPath() {
        return this instanceof ForwardKlPath || this instanceof ReverseKlPath;
    }

    /** Returns whether coefficients depend on log p, not only on weights. */
    default boolean needsTarget() {
        return this instanceof LogVariance || this instanceof LogDeviation || this instanceof Alpha2;
    }

    /**
     * Adds the coefficients of this part.
     *
     * @param samples the batch. Its scratch is modified.
     * @param coefficients cᵢ of every sample, [samples]. Modified.
     */
    void addCoefficients(SampleBatch samples, double[] coefficients);

    /**
     * The forward Kullback-Leibler divergence KL(p‖q): the likelihood of samples. Draws count by their importance weights.
     *
     * <p>Samples: own draws, or any fixed weighted examples, whose distribution then takes the place of p.
     *
     * @param weight factor on this part
     */
    record ForwardKl(double weight) implements Loss {
        public ForwardKl {
            requireWeight(weight);
        }

        @Override
        public void addCoefficients(SampleBatch samples, double[] coefficients) {
            samples.addShares(samples.towardsTarget(0), -weight, coefficients);
        }
    }

    /**
     * The same divergence by path gradients, which vanish sample by sample when the generator is right.
     *
     * <p>Samples: own draws, or examples that are samples of p by their weights. Examples whose populations are not those of
     * p make it the gradient of nothing.
     *
     * @param weight factor on this part
     */
    record ForwardKlPath(double weight) implements Loss {
        public ForwardKlPath {
            requireWeight(weight);
        }

        @Override
        public void addCoefficients(SampleBatch samples, double[] coefficients) {
            samples.addShares(samples.towardsTarget(0), weight, coefficients);
        }
    }

    /**
     * The reverse Kullback-Leibler divergence KL(q‖p) by path gradients. Of the relative mass of basins with nothing drawn
     * between them it sees nothing.
     *
     * <p>Samples: own draws.
     *
     * @param weight factor on this part
     */
    record ReverseKlPath(double weight) implements Loss {
        public ReverseKlPath {
            requireWeight(weight);
        }

        @Override
        public void addCoefficients(SampleBatch samples, double[] coefficients) {
            samples.addShares(samples.weights(), weight, coefficients);
        }
    }

    /**
     * Half the variance of log q − log p over the weighted samples (Richter et al. 2020, arXiv 2010.10436): 0 when q is
     * proportional to p wherever the samples are, whatever their populations. With a limit, Huber's function takes the place of
     * the square. Over own draws its gradient is that of KL(q‖p) in score-function form with a baseline.
     *
     * <p>Samples: any fixed weighted examples whose log p is known; or own draws, exactly so without a limit, and with one
     * when next to none of them reach it.
     *
     * @param weight factor on this part
     * @param limit largest distance of a sample's log q − log p from their middle that counts, kT; infinite for none
     */
    record LogVariance(double weight, double limit) implements Loss {
        public LogVariance {
            requireWeight(weight);
            if (!(limit > 0)) {
                throw new IllegalArgumentException("a log-variance loss within " + limit + " kT: expected more than 0");
            }
        }

        @Override
        public void addCoefficients(SampleBatch samples, double[] coefficients) {
            double[] surprises = samples.surprises(limit);
            double[] weights = samples.weights();
            double sum = samples.sum(weights);
            for (int i = 0; i < samples.size(); i++) {
                coefficients[i] += weight * weights[i] / sum * surprises[i];
            }
        }
    }

    /**
     * The mean distance of log q − log p from its mean over the weighted samples: the spread of the log-weights, less hard on
     * outliers than their variance (the term W2 of the programs of Noé et al. 2019).
     *
     * <p>Samples: own draws, or any fixed weighted examples whose log p is known.
     *
     * @param weight factor on this part
     */
    record LogDeviation(double weight) implements Loss {
        public LogDeviation {
            requireWeight(weight);
        }

        @Override
        public void addCoefficients(SampleBatch samples, double[] coefficients) {
            double[] surprises = samples.surprises(Double.POSITIVE_INFINITY);
            double[] weights = samples.weights();
            double mass = 0;
            double sign = 0;
            double distance = 0;
            for (int i = 0; i < samples.size(); i++) {
                if (samples.logRatios()[i] > Double.NEGATIVE_INFINITY) {
                    mass += weights[i];
                    sign += weights[i] * Math.signum(surprises[i]);
                    distance += weights[i] * Math.abs(surprises[i]);
                }
            }
            for (int i = 0; i < samples.size() && mass > 0; i++) {
                if (samples.logRatios()[i] > Double.NEGATIVE_INFINITY) {
                    double coefficient = Math.signum(surprises[i]) - sign / mass;
                    if (samples.isOwn()) {
                        // The draws move with the generator, and the mean with them.
                        coefficient += Math.abs(surprises[i]) - distance / mass - sign / mass * surprises[i];
                    }
                    coefficients[i] += weight * weights[i] / mass * coefficient;
                }
            }
        }
    }

    /**
     * The Rényi divergence of order 2, log ∫p²/q, which punishes regions that the generator leaves out (Midgley et al.
     * 2023, arXiv 2208.01893, eq. 3, its logarithm). Samples of the target count by p/q, own draws by its square.
     *
     * <p>Samples: own draws, or examples that are samples of p by their weights and whose log p is known.
     *
     * @param weight factor on this part
     */
    record Alpha2(double weight) implements Loss {
        public Alpha2 {
            requireWeight(weight);
        }

        @Override
        public void addCoefficients(SampleBatch samples, double[] coefficients) {
            samples.addShares(samples.towardsTarget(1), -weight, coefficients);
        }
    }

    private static void requireWeight(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("a part of the loss has weight " + weight + ": expected at least 0");
        }
    }
}
