namespace Keras.Constraints;

/// <summary>The constraints and their Keras names.</summary>
internal static class ConstraintRegistry
{
    public static readonly Registry<Constraint> Instance = new Registry<Constraint>("constraint")
        .Register("NonNeg", _ => new NonNeg(), "non_neg");
}
