using Keras.Models;
using Keras.Pipelines;
using TensorFlow;

namespace Keras.Training;

/// <summary>Prepares a run: checks the data against the model, and builds the model if necessary.</summary>
internal static class RunPreparation
{
    public static StepSpec Prepare(
        Model model, RunData data, bool trains, int batchSize, IReadOnlyDictionary<int, float>? classWeight, string operation)
    {
        Batch example = data.Example;
        if (example.Y is null && (model.NeedsTargets(trains) || classWeight is { Count: > 0 }))
            throw new ArgumentException(
                $"{operation}: expected inputs and targets, got inputs {example.X} alone; the "
                + (model.NeedsTargets(trains) ? $"losses that the model '{model.Name}' was compiled with" : "class weights")
                + " need targets: give y, or a dataset of both.");
        Pipeline pipeline = new(example, data.Transforms, new ModelColumns(model, operation));
        BatchSpecs specs = pipeline.Infer();
        foreach (TensorSpec y in specs.Y.OfType<TensorSpec>())
            NumberColumns.RequireTargets(y, operation);
        foreach (Data weights in example.SampleWeight?.Columns ?? [])
            NumberColumns.RequireWeights(weights, operation);
        if (classWeight is not null)
        {
            FiniteWeights.Check(classWeight, operation);
            if (example.SampleWeight is not null || Array.Exists(specs.SampleWeight, w => w is not null))
                throw new ArgumentException($"{operation}: give either class weights or sample weights, not both.");
        }

        if (classWeight is { Count: > 0 } && specs.Y.Length != 1)
            throw new ArgumentException(
                $"{operation}: class weights are for models of one output, got targets for {specs.Y.Length}; give sample weights for each "
                + "output instead.");
        CheckSharedWeights(specs, operation);
        model.EnsureBuilt(specs.X, operation);
        if (trains)
            QuantizedTraining.Check(model, operation);
        if (data.IsResident && data.Transforms.Length == 0)
            IndexChecks.Check(model, new ModelColumns(model, operation).OrderInputs(example.X.ToStructure(c => c)), operation);
        data.Check(Checks(model, example, pipeline, specs, operation));
        StepSpec spec = new(trains, pipeline, classWeight);
        if (model.HasOwnStep(trains))
            model.BuildStep(spec, batchSize);
        else if (trains)
            model.Optimizer.Build(model.TrainableWeights);
        return spec;
    }

    public static Logs ToLogs(Model model, bool trains, ReadOnlySpan<float> results) => model.Tracked.LogsOf(trains).ToLogs(results);

    private static DataChecks Checks(Model model, Batch example, Pipeline pipeline, BatchSpecs specs, string operation)
    {
        DataChecks checks = new(operation, example.Columns);
        checks.AddWeights(example.SampleWeight?.Columns ?? []);
        Shape?[] outputs = model.Graph?.Outputs.Select(o => (Shape?)o.Shape).ToArray() ?? [model.OutputShape];
        if (outputs.Length != specs.Y.Length)
            return checks;
        OutputSettings[] settings = model.Tracked.SettingsOf(outputs.Length);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i] is { Rank: > 0 } shape && specs.Y[i] is { } y && settings[i].Loss is { } loss)
                checks.AddTargets(pipeline, i, loss.Resolve(y.Shape, shape), shape[^1]);
        }

        return checks;
    }

    // One weight for each sample fits all outputs; weights with more axes fit only their own output.
    private static void CheckSharedWeights(BatchSpecs specs, string operation)
    {
        if (specs.Y.Length < 2 || specs.SampleWeight is not [{ } weight]
            || weight.Shape.Rank == 1 || (weight.Shape.Rank == 2 && weight.Shape[1] == 1))
            return;
        throw new ShapeException(
            $"{operation}: expected one weight for each sample, of shape [samples], where all outputs share them, got {weight.Shape}; "
            + "give one array for each output.");
    }
}
