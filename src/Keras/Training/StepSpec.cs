using Keras.Pipelines;
using TensorFlow;

namespace Keras.Training;

/// <summary>The specification of a step: training or evaluation, and the columns of its batches.</summary>
/// <param name="Trains">Whether the step trains or evaluates.</param>
/// <param name="Pipeline">The transformations of the columns to the inputs of the model.</param>
/// <param name="ClassWeight">The class weights; null for none.</param>
internal sealed record StepSpec(bool Trains, Pipeline Pipeline, IReadOnlyDictionary<int, float>? ClassWeight = null)
{
    public string Name => Trains ? "train" : "evaluate";

    /// <summary>Computes the batch of the step from the raw columns.</summary>
    public StepBatch Batch(Symbol[] columns)
    {
        BatchSymbols batch = Pipeline.Apply(columns);
        if (ClassWeight is { Count: > 0 } classWeight && batch.TargetOf(0) is { } target)
            batch = batch with { SampleWeight = [ClassWeights.Of(target, classWeight)] };
        return new(batch);
    }

    public bool Equals(StepSpec? other) =>
        other is not null && Trains == other.Trains && Pipeline.Equals(other.Pipeline) && SameWeights(ClassWeight, other.ClassWeight);

    public override int GetHashCode() => HashCode.Combine(Trains, Pipeline, ClassWeight?.Count);

    private static bool SameWeights(IReadOnlyDictionary<int, float>? a, IReadOnlyDictionary<int, float>? b) =>
        (a?.Count ?? 0) == (b?.Count ?? 0) && (a is null || a.All(p => b!.TryGetValue(p.Key, out float weight) && weight == p.Value));
}
