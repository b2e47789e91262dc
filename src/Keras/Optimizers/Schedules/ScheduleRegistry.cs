namespace Keras.Optimizers.Schedules;

/// <summary>The learning rate schedules and their Keras names.</summary>
internal static class ScheduleRegistry
{
    public static readonly Registry<LearningRateSchedule> Instance = new Registry<LearningRateSchedule>("schedule")
        .Register("ExponentialDecay", ExponentialDecay.FromConfig)
        .Register("PiecewiseConstantDecay", PiecewiseConstantDecay.FromConfig)
        .Register("PolynomialDecay", PolynomialDecay.FromConfig)
        .Register("InverseTimeDecay", InverseTimeDecay.FromConfig)
        .Register("CosineDecay", CosineDecay.FromConfig)
        .Register("CosineDecayRestarts", CosineDecayRestarts.FromConfig);
}
