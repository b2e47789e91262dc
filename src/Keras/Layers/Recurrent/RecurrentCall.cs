using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>The arguments of calls of recurrent layers.</summary>
internal static class RecurrentCall
{
    public static CallArguments<T> Arguments<T>(T sequences, IReadOnlyList<T>? initialState, T? mask, bool? training = null)
        where T : class
    {
        return Arguments(sequences, initialState, mask is null ? null : new CallArgument<T>.Leaf(mask), training);
    }

    public static CallArguments<TensorFlow.Symbol> Arguments(TensorFlow.Symbol sequences, IReadOnlyList<TensorFlow.Symbol>? initialState,
        TensorFlow.Symbol? mask) =>
        Arguments(sequences, initialState, mask is { } m ? new CallArgument<TensorFlow.Symbol>.Leaf(m) : null, null);

    /// <summary>The only output.</summary>
    public static KerasTensor Single(IReadOnlyList<KerasTensor> outputs, Layer layer) => outputs.Count == 1
        ? outputs[0]
        : throw new InvalidOperationException($"{layer.ClassName} '{layer.Name}' has {outputs.Count} outputs; call ApplyAll to have them.");

    private static CallArguments<T> Arguments<T>(T sequences, IReadOnlyList<T>? initialState, CallArgument<T>? mask, bool? training)
    {
        List<(string, CallArgument<T>)> named = [];
        if (initialState is { Count: > 0 })
            named.Add(("initial_state", new CallArgument<T>.Sequence([.. initialState.Select(s => new CallArgument<T>.Leaf(s))])));
        if (mask is not null)
            named.Add(("mask", mask));
        if (training is { } trains)
            named.Add(("training", new CallArgument<T>.Constant(JsonValue.Create(trains))));
        return new([new CallArgument<T>.Leaf(sequences)], named);
    }
}
