using Keras.Losses;
using Keras.Optimizers;
using Keras.Optimizers.Schedules;

namespace Keras.Interop;

/// <summary>Every optimizer, what all optimizers can do, and every learning rate schedule.</summary>
internal static class OptimizerCases
{
    public static IEnumerable<Case> All =>
    [
        Of("optimizer-sgd", () => new SGD(0.05)),
        Of("optimizer-sgd-momentum", () => new SGD(0.05, momentum: 0.9)),
        Of("optimizer-sgd-nesterov", () => new SGD(0.05, momentum: 0.8, nesterov: true)),
        Of("optimizer-adam", () => new Adam(0.01)),
        Of("optimizer-adam-amsgrad", () => new Adam(0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-6, amsgrad: true)),
        Of("optimizer-adamw", () => new AdamW(0.01, weightDecay: 0.02)),
        Of("optimizer-adagrad", () => new Adagrad(0.02, initialAccumulatorValue: 0.2)),
        Of("optimizer-adadelta", () => new Adadelta(0.5, rho: 0.9)),
        Of("optimizer-adamax", () => new Adamax(0.01)),
        Of("optimizer-nadam", () => new Nadam(0.01)),
        Of("optimizer-rmsprop", () => new RMSprop(0.005)),
        Of("optimizer-rmsprop-centered-momentum", () => new RMSprop(0.005, rho: 0.8, momentum: 0.7, centered: true)),
        Of("optimizer-ftrl", () => new Ftrl(0.05, l1: 0.001, l2: 0.002, l2Shrinkage: 0.003, beta: 0.1)),
        Of("optimizer-lion", () => new Lion(0.005)),
        Of("optimizer-lamb", () => new Lamb(0.01)),
        Of("option-clipnorm", () => new Adam(0.01) { ClipNorm = 0.1 }),
        Of("option-global-clipnorm", () => new SGD(0.1, momentum: 0.9) { GlobalClipNorm = 0.2 }),
        Of("option-clipvalue", () => new RMSprop(0.01) { ClipValue = 0.05 }),
        Of("option-weight-decay", () => new SGD(0.1) { WeightDecay = 0.05 }),
        Of("option-ema", () => new Adam(0.01) { UseEma = true, EmaMomentum = 0.9 }),
        Of("option-ema-overwrite", () => new Adagrad(0.05) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 4 }),
        Of("option-loss-scale", () => new SGD(0.1, momentum: 0.9) { LossScaleFactor = 8 }),
        Of("option-accumulation", () => new Adam(0.01) { GradientAccumulationSteps = 2 }),
        Of("option-accumulation-ema", () => new SGD(0.1, momentum: 0.9) { UseEma = true, GradientAccumulationSteps = 4 }),
        Of("schedule-exponential",
            () => new SGD(momentum: 0.9) { LearningRateSchedule = new ExponentialDecay(0.1, 4, 0.8, staircase: true) }),
        Of("schedule-inverse-time", () => new Adam { LearningRateSchedule = new InverseTimeDecay(0.02, 5, 0.5) }),
        Of("schedule-polynomial", () => new Adagrad { LearningRateSchedule = new PolynomialDecay(0.1, 5, 0.01, power: 2, cycle: true) }),
        Of("schedule-piecewise-constant",
            () => new Nadam { LearningRateSchedule = new PiecewiseConstantDecay([2, 7], [0.02, 0.01, 0.005]) }),
        Of("schedule-cosine", () => new RMSprop(
            momentum: 0.5) { LearningRateSchedule = new CosineDecay(0.001, 8, alpha: 0.1, warmupTarget: 0.01, warmupSteps: 3) }),
        Of("schedule-cosine-restarts",
            () => new Adam { LearningRateSchedule = new CosineDecayRestarts(0.02, 4, tMul: 1.5, mMul: 0.9, alpha: 0.1) }),
        Of("schedule-with-options", () => new Adam(amsgrad: true)
        {
            LearningRateSchedule = new ExponentialDecay(0.02, 3, 0.7), ClipNorm = 1, UseEma = true, GradientAccumulationSteps = 2,
        }),
    ];

    private static Case Of(string name, Func<Optimizer> make) => new(name, Networks.Small)
    {
        Compile = model => model.Compile(make(), new CategoricalCrossentropy(), ["accuracy"]),
    };
}
