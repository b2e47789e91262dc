namespace Keras.Interop;

/// <summary>All cases, in the order of the table.</summary>
internal static class AllCases
{
    public static IReadOnlyList<Case> List
    {
        get;
    } = [.. OptimizerCases.All, .. LossCases.All, .. MetricCases.All, .. LayerCases.All, .. ModelCases.All];
}
