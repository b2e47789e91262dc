using TensorFlow;

namespace Keras;

/// <summary>Writes what happens to a batch in training, in evaluation and in prediction.</summary>
internal sealed class Steps(Model model, CompileSettings settings, TrackedMetrics metrics)
{
    /// <summary>Predict, measure, differentiate, update.</summary>
    public void Train(Symbol x, Symbol yTrue, Symbol? sampleWeight)
    {
        using IDisposable recording = Gradients.Record();
        (Symbol total, Symbol yPred) = Measure(x, yTrue, sampleWeight, training: true);
        // As in Keras a model without trainable weights is measured all the same.
        if (model.TrainableWeights.Any())
            Minimize(total);
        Update(total, yTrue, yPred, sampleWeight);
    }

    private void Minimize(Symbol total)
    {
        settings.Optimizer.Build(model.TrainableWeights);
        IReadOnlyList<Weight> trained = settings.Optimizer.Trained;
        // Layers may have been frozen since the optimizer was built: their weights have no gradient.
        HashSet<Weight> trainable = [.. model.TrainableWeights];
        Weight[] differentiated = [.. trained.Where(trainable.Contains)];
        Gradient?[] found = WeightGradients.Of(settings.Optimizer.ScaleLoss(total), differentiated);
        Dictionary<Weight, Gradient?> gradients = differentiated.Zip(found).ToDictionary();
        settings.Optimizer.Apply([.. trained.Select(w => gradients.GetValueOrDefault(w))]);
    }

    /// <summary>Predict and measure.</summary>
    public void Evaluate(Symbol x, Symbol yTrue, Symbol? sampleWeight)
    {
        (Symbol total, Symbol yPred) = Measure(x, yTrue, sampleWeight, training: false);
        Update(total, yTrue, yPred, sampleWeight);
    }

    private void Update(Symbol total, Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        using Warnings.Listener warnings = Warnings.Listen(model.Warn);
        metrics.Update(total, yTrue, yPred, sampleWeight);
    }

    private (Symbol Total, Symbol Predictions) Measure(Symbol x, Symbol yTrue, Symbol? sampleWeight, bool training)
    {
        using Warnings.Listener warnings = Warnings.Listen(model.Warn);
        if (training && !model.TrainableWeights.Any())
            Warnings.Tell($"The model '{model.Name}' has no trainable weights; nothing is learned.");
        CallContext context = new(training);
        Symbol yPred = model.Apply(x, context);
        Symbol total = settings.Loss.Apply(yTrue, yPred, sampleWeight, context.MaskOf(yPred));
        if (total.Rank != 0)
            throw new ShapeException($"The loss '{settings.Loss.Name}' gave {total.Shape} instead of one number; give it another reduction than None to train with it.");
        // Keras's order: what layers added, then the weights' penalties.
        foreach (Symbol loss in context.Losses)
            total += loss.Cast(total.DType);
        foreach (Weight weight in model.TrainableWeights)
        {
            if (weight.Regularizer is { } regularizer)
                total += regularizer.Apply(weight).Cast(total.DType);
        }

        return (total, yPred);
    }
}
