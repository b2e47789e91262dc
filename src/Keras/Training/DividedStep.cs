using Keras.Optimizers;
using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The default training step with the batch divided into parts, each a compiled function of the forward and the backward pass. The parts
/// are independent, so that the executor runs them in parallel; another function sums the gradients and updates the weights and the
/// metrics. Up to rounding, the result is that of the undivided step: dropout masks are those of the whole batch, and steps that would
/// differ are not divided (<see cref="StepDivision"/>). Where layers are single operations with kernels of this library, the functions are
/// not compiled.
/// </summary>
internal sealed class DividedStep(Model model, Steps steps, StepSpec spec, StepForm form)
{
    private readonly int parts = form.Parts;
    private readonly IReadOnlyList<Weight> weights = model.TrainableWeights;
    private readonly List<Symbol[]> results = [];
    private string?[] activations = [];
    private bool isOfPart;
    private Func<Symbol[], Gradient?[]> gradientsOf = _ => [];

    /// <summary>Writes the step.</summary>
    /// <param name="columns">The columns of a batch, whose size is known.</param>
    /// <exception cref="IndivisibleStepException">The step must not be divided; nothing was assigned.</exception>
    public void Write(Symbol[] columns)
    {
        List<PartFunction> functions = [];
        try
        {
            Symbol[]? states = null;
            foreach (PartOfBatch part in PartOfBatch.Divide(checked((int)columns[0].Shape[0]), parts))
            {
                Symbol[] cut = [.. columns.Select(part.Cut)];
                // Unless the function itself takes a part of something, all parts share one function.
                if (functions.Count == 0 || isOfPart)
                    functions.Add(Trace(cut, part));
                isOfPart |= part.WasRead;
                (Symbol[] outputs, Symbol[] weightValues) = functions[^1].Call(cut);
                states ??= weightValues;
                results.Add(outputs);
            }

            // All parts start from the same states of random number generators, which advance once a step.
            functions[0].Assign(states!);
        }
        finally
        {
            functions.ForEach(f => f.Dispose());
        }

        Symbol[] inputs = [.. columns, .. results.SelectMany(r => r)];
        using PartFunction update = PartFunction.Trace(spec.Name + "_update", inputs, given =>
        {
            WriteUpdate(spec.Batch(given[..columns.Length]), given[columns.Length..]);
            return [];
        }, compile: !form.IsFused, isFused: form.IsFused);
        update.Assign(update.Call(inputs).Weights);
    }

    private PartFunction Trace(Symbol[] columns, PartOfBatch part)
    {
        PartFunction function = PartFunction.Trace(
            spec.Name + "_part", columns, WritePart, part, compile: !form.IsFused, trained: weights, isFused: form.IsFused);
        if (function.Written.FirstOrDefault(w => SeedGenerator.Of(w) is null) is not { } state)
            return function;
        function.Dispose();
        throw new IndivisibleStepException($"'{state.Path}' follows from the whole batch");
    }

    private Symbol[] WritePart(Symbol[] columns)
    {
        using IDisposable recording = Gradients.Record();
        StepBatch batch = spec.Batch(columns);
        CallContext context = new(training: true);
        IReadOnlyList<Symbol> yPred = steps.Predict(batch, context);
        if (context.Losses.Count > 0)
            throw new IndivisibleStepException("a layer adds a loss");
        if (yPred.Any(y => context.MaskOf(y) is not null))
            throw new IndivisibleStepException("the loss counts the steps of a mask");
        Symbol loss = steps.LossOfPart(batch, yPred, parts);
        (Symbol[] gradients, gradientsOf) = StepGradients.Pack(model.Optimizer.ComputeGradients(loss, weights));
        // Crossentropies search for the logits of a softmax or sigmoid, so the logits are outputs, and the activation is written again.
        activations = [.. yPred.Select(y => LogitsSearch.Find(y) is null ? null : y.Operation.Type)];
        return [.. yPred.Select(y => LogitsSearch.Find(y) ?? y), .. gradients];
    }

    private void WriteUpdate(StepBatch batch, Symbol[] given)
    {
        int each = given.Length / parts, outputs = activations.Length;
        Symbol[] yPred = new Symbol[outputs];
        for (int i = 0; i < outputs; i++)
        {
            Symbol whole = Ops.Concatenate([.. Enumerable.Range(0, parts).Select(p => given[(p * each) + i])], 0);
            yPred[i] = activations[i] switch { "Softmax" => RawOps.Softmax(whole), "Sigmoid" => RawOps.Sigmoid(whole), _ => whole };
        }

        List<Gradient?[]> gradients = [];
        for (int p = 0; p < parts; p++)
            gradients.Add(gradientsOf(given[((p * each) + outputs)..((p + 1) * each)]));
        steps.Measured(batch, yPred, () =>
        {
            if (steps.Penalty() is { } penalty)
                gradients.Add(model.Optimizer.ComputeGradients(penalty, weights));
            model.Optimizer.Apply(StepGradients.Complete(StepGradients.Sum(gradients)), weights);
        });
    }
}
