using TensorFlow;

namespace Keras.Training;

/// <summary>Writes the steps of a compiled model: the default ones, or those that its class overrides.</summary>
internal sealed class Steps(Model model, CompileOptions settings, CompiledMetrics metrics)
{
    /// <summary>Writes a step of training or evaluation.</summary>
    /// <exception cref="InvalidOperationException">The step reports nothing.</exception>
    public void Write(bool trains, StepBatch batch)
    {
        using IDisposable? recording = trains ? Gradients.Record() : null;
        using TraceContext.Ownership ownership = TraceContext.Current.Begin(model);
        StepLogs logs = metrics.Begin(trains);
        StepContext step = new(metrics, logs, trains);
        if (trains)
            model.WriteTrainStep(batch, step);
        else
            model.WriteTestStep(batch, step);
        if (logs.Count > 0)
            return;
        string method = trains ? "TrainStep" : "TestStep";
        throw new InvalidOperationException(
            $"{method} of {model.ClassName} '{model.Name}' reports nothing; call step.Log(\"loss\", loss), or ComputeMetrics, so that the "
            + "history has values.");
    }

    /// <summary>The default training step: forward pass, loss, backward pass, update of weights and metrics.</summary>
    public void Train(StepBatch batch, StepContext step)
    {
        if (!model.TrainableWeights.Any())
            Warn($"The model '{model.Name}' has no trainable weights; nothing is learned.");
        (IReadOnlyList<Symbol> yPred, Symbol loss) = Measure(batch, step);
        // As in Keras, a model without trainable weights is still evaluated.
        IReadOnlyList<Weight> weights = model.TrainableWeights;
        if (weights.Count > 0)
            settings.Optimizer!.Minimize(loss, weights);
        model.WriteMetrics(batch, yPred, loss, step);
    }

    /// <summary>The default evaluation step: forward pass, loss, update of metrics.</summary>
    public void Evaluate(StepBatch batch, StepContext step)
    {
        (IReadOnlyList<Symbol> yPred, Symbol loss) = Measure(batch, step);
        model.WriteMetrics(batch, yPred, loss, step);
    }

    /// <summary>The total loss: the compiled losses, the losses that layers added and the regularization penalties.</summary>
    public Symbol Loss(StepBatch batch, IReadOnlyList<Symbol> yPred, StepContext step)
    {
        using Warnings.Listener warnings = Warnings.Listen(model.Warn);
        OutputSettings[] outputs = metrics.SettingsOf(yPred.Count);
        Symbol?[] losses = LossesOf(batch, yPred, step.Call, outputs);
        metrics.Update(losses, step);
        Symbol? total = Weighted(losses, outputs);
        // In Keras's order: the losses that layers added, then the penalties of the weights.
        foreach (Symbol added in step.Call.Losses)
            total = Add(total, added);
        return AddPenalties(total) ?? throw new InvalidOperationException(
            $"The model '{model.Name}' has no loss to compute: it was compiled without one, and no layer added a loss; give Compile a "
            + "loss, add one in a layer with context.AddLoss, or override TrainStep and TestStep.");
    }

    /// <summary>Updates the compiled metrics with the batch, and reports them and the loss.</summary>
    public void Update(StepBatch batch, IReadOnlyList<Symbol> yPred, Symbol loss, StepContext step)
    {
        using Warnings.Listener warnings = Warnings.Listen(model.Warn);
        metrics.Update(batch, yPred, loss, step);
    }

    /// <summary>Computes the predictions.</summary>
    public IReadOnlyList<Symbol> Predict(StepBatch batch, CallContext context)
    {
        using TraceContext.Ownership ownership = TraceContext.Current.Begin(model);
        using Warnings.Listener warnings = Warnings.Listen(model.Warn);
        return model.ApplyAll(batch.X, context);
    }

    /// <summary>The share of a part of the batch in the compiled loss; the shares of all parts add up to the loss.</summary>
    public Symbol LossOfPart(StepBatch batch, IReadOnlyList<Symbol> yPred, int parts)
    {
        using Warnings.Listener warnings = Warnings.Listen(model.Warn);
        OutputSettings[] outputs = metrics.SettingsOf(yPred.Count);
        Symbol?[] losses = LossesOf(batch, yPred, null, outputs);
        for (int i = 0; i < losses.Length; i++)
        {
            if (losses[i] is { } loss && outputs[i].Loss!.Reduction != Reduction.Sum)
                losses[i] = loss / parts;
        }

        return Weighted(losses, outputs)!.Value;
    }

    /// <summary>The sum of the regularization penalties; null for none.</summary>
    public Symbol? Penalty() => AddPenalties(null);

    /// <summary>Writes an update of weights, and the loss and metrics of predictions from before the update.</summary>
    public void Measured(StepBatch batch, IReadOnlyList<Symbol> yPred, Action update)
    {
        StepLogs logs = metrics.Begin(trains: true);
        StepContext step = new(metrics, logs, training: true);
        Symbol loss = model.WriteLoss(batch, yPred, step);
        update();
        model.WriteMetrics(batch, yPred, loss, step);
    }

    private Symbol? AddPenalties(Symbol? total)
    {
        foreach (Weight weight in model.TrainableWeights)
        {
            if (weight.Regularizer is not { } regularizer)
                continue;
            using Graph.NameScope scope = Graph.Current.EnterScope(weight.Path, regularizer.ClassName);
            total = Add(total, regularizer.Apply(weight));
        }

        return total;
    }

    private static Symbol Add(Symbol? total, Symbol value) => total is { } sum ? sum + value.Cast(sum.DType) : value;

    private (IReadOnlyList<Symbol> Predictions, Symbol Loss) Measure(StepBatch batch, StepContext step)
    {
        IReadOnlyList<Symbol> yPred = Predict(batch, step.Call);
        return (yPred, model.WriteLoss(batch, yPred, step));
    }

    private void Warn(string warning)
    {
        using Warnings.Listener warnings = Warnings.Listen(model.Warn);
        Warnings.Tell(warning);
    }

    /// <summary>The weighted sum of the outputs' losses; null for none.</summary>
    private static Symbol? Weighted(Symbol?[] losses, OutputSettings[] outputs)
    {
        Symbol? total = null;
        for (int i = 0; i < losses.Length; i++)
        {
            if (losses[i] is not { } loss)
                continue;
            total = Add(total, outputs[i].LossWeight is { } weight ? loss * (float)weight : loss);
        }

        return total;
    }

    /// <summary>The unweighted loss of each output; null for an output without one.</summary>
    private Symbol?[] LossesOf(StepBatch batch, IReadOnlyList<Symbol> yPred, CallContext? context, OutputSettings[] outputs)
    {
        if (settings.HasLoss && batch.TargetCount != yPred.Count)
        {
            throw batch.TargetCount == 0
                ? new InvalidOperationException(
                    "Expected inputs and targets for the loss, got inputs alone; give y, or compile without a loss.")
                : new ArgumentException($"The model '{model.Name}' has {yPred.Count} outputs, got targets for {batch.TargetCount}; "
                    + "give a list of one for each.");
        }

        Symbol?[] losses = new Symbol?[yPred.Count];
        for (int i = 0; i < losses.Length; i++)
        {
            if (outputs[i].Loss is not { } loss)
                continue;
            Symbol target = batch.TargetOf(i)
                ?? throw new ArgumentException(
                    $"Output {i} of the model '{model.Name}' has a loss, but got no targets; give them, or compile with null as its loss.");
            Symbol value = loss.Apply(target, yPred[i], batch.WeightOf(i), context?.MaskOf(yPred[i]));
            losses[i] = value.Rank == 0 ? value : throw new ShapeException(
                $"The loss '{loss.Name}' gave a value of shape {value.Shape}, expected a scalar; give it another reduction than None "
                + "to train with it.");
        }

        return losses;
    }
}
