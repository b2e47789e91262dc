using TensorFlow;

namespace Keras.Weights;

/// <summary>Gradients with respect to weights in the function being written.</summary>
internal static class WeightGradients
{
    /// <summary>The gradients of a loss with respect to weights; null for weights on which the loss does not depend.</summary>
    public static Gradient?[] Of(Symbol loss, IReadOnlyList<Weight> weights)
    {
        List<Symbol> values = [];
        List<int> owners = [];
        for (int i = 0; i < weights.Count; i++)
        {
            foreach (Symbol value in TraceContext.Current.Values(weights[i]))
            {
                values.Add(value);
                owners.Add(i);
            }
        }

        Gradient?[] found = Gradients.WithRows([loss], [], [.. values]);
        Gradient?[] result = new Gradient?[weights.Count];
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] is { } gradient)
                result[owners[i]] = result[owners[i]] is { } other ? Gradient.Sum(other, gradient) : gradient;
        }

        return result;
    }
}
