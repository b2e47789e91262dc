namespace Keras.Constraints;

/// <summary>The constraints and their Keras names.</summary>
internal static class ConstraintRegistry
{
    public static readonly Registry<Constraint> Instance = new Registry<Constraint>("constraint")
        .Register("MaxNorm", MaxNorm.FromConfig)
        .Register("MinMaxNorm", MinMaxNorm.FromConfig)
        .Register("NonNeg", _ => new NonNeg())
        .Register("UnitNorm", UnitNorm.FromConfig);
}
