using TensorFlow;

namespace Keras.Layers;

/// <content>The calls, whose inputs have names.</content>
public abstract partial class ProjectedAttention
{
    /// <summary>Calls the layer on Keras tensors.</summary>
    /// <param name="query">The targets, <c>[batch, targets, features]</c>.</param>
    /// <param name="value">The sources, <c>[batch, sources, features]</c>.</param>
    /// <param name="key">The sources as they are compared with the query, <c>[batch, sources, features]</c>. Default: the value.</param>
    /// <param name="attentionMask">Which sources each target may attend to, boolean, of a shape that broadcasts to <c>[batch, targets,
    /// sources]</c>. Default: all.</param>
    /// <param name="useCausalMask">Whether targets attend only to sources up to their own position. Default: false.</param>
    /// <param name="queryMask">The targets to keep, boolean, <c>[batch, targets]</c>. Default: the mask that comes with the query.</param>
    /// <param name="valueMask">The sources to attend to, boolean, <c>[batch, sources]</c>. Default: the mask that comes with the
    /// value.</param>
    /// <param name="keyMask">The sources to attend to, boolean, <c>[batch, sources]</c>. Default: the mask that comes with the key.</param>
    /// <param name="training">Whether the call trains or infers, whatever the model does. Default: as the model.</param>
    /// <returns>The output, with the axes of the query.</returns>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public KerasTensor Apply(
        KerasTensor query,
        KerasTensor value,
        KerasTensor? key = null,
        KerasTensor? attentionMask = null,
        bool useCausalMask = false,
        KerasTensor? queryMask = null,
        KerasTensor? valueMask = null,
        KerasTensor? keyMask = null,
        bool? training = null) =>
        Record(Arguments(KerasTensor.Leaf, query, value, [("key", key), ("query_mask", queryMask), ("value_mask", valueMask),
            ("key_mask", keyMask), ("attention_mask", attentionMask)], useCausalMask, false, training))[0];

    /// <summary>Calls the layer on Keras tensors and also returns the attention scores: <c>[batch, heads, targets, sources]</c>.</summary>
    ///
    /// <inheritdoc cref="Apply(KerasTensor, KerasTensor, KerasTensor?, KerasTensor?, bool, KerasTensor?, KerasTensor?, KerasTensor?, bool?)"/>
    /// <returns>The output, with the axes of the query, and the scores.</returns>
    public (KerasTensor Output, KerasTensor Scores) ApplyWithScores(
        KerasTensor query,
        KerasTensor value,
        KerasTensor? key = null,
        KerasTensor? attentionMask = null,
        bool useCausalMask = false,
        KerasTensor? queryMask = null,
        KerasTensor? valueMask = null,
        KerasTensor? keyMask = null,
        bool? training = null)
    {
        IReadOnlyList<KerasTensor> both = Record(Arguments(KerasTensor.Leaf, query, value, [("key", key), ("query_mask", queryMask),
            ("value_mask", valueMask), ("key_mask", keyMask), ("attention_mask", attentionMask)], useCausalMask, true, training));
        return (both[0], both[1]);
    }

    /// <summary>Writes the layer into the function of this thread.</summary>
    /// <param name="query">The targets, <c>[batch, targets, features]</c>.</param>
    /// <param name="value">The sources, <c>[batch, sources, features]</c>.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    /// <param name="key">The sources as they are compared with the query, <c>[batch, sources, features]</c>. Default: the value.</param>
    /// <param name="attentionMask">Which sources each target may attend to, boolean, of a shape that broadcasts to <c>[batch, targets,
    /// sources]</c>. Default: all.</param>
    /// <param name="useCausalMask">Whether targets attend only to sources up to their own position. Default: false.</param>
    /// <returns>The output, with the axes of the query.</returns>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Symbol Apply(Symbol query, Symbol value, CallContext context, Symbol? key = null,
        Symbol? attentionMask = null, bool useCausalMask = false) =>
        Execute(SymbolArguments(query, value, key, attentionMask, useCausalMask, false), context)[0];

    /// <summary>Writes the layer into the function of this thread and also returns the attention scores: <c>[batch, heads, targets,
    /// sources]</c>.</summary>
    /// <inheritdoc cref="Apply(Symbol, Symbol, CallContext, Symbol?, Symbol?, bool)"/>
    /// <returns>The output, with the axes of the query, and the scores.</returns>
    public (Symbol Output, Symbol Scores) ApplyWithScores(
        Symbol query, Symbol value, CallContext context, Symbol? key = null, Symbol? attentionMask = null, bool useCausalMask = false)
    {
        IReadOnlyList<Symbol> both = Execute(SymbolArguments(query, value, key, attentionMask, useCausalMask, true), context);
        return (both[0], both[1]);
    }

    private static CallArguments<Symbol> SymbolArguments(Symbol query, Symbol value,
        Symbol? key, Symbol? attentionMask, bool useCausalMask, bool wantsScores)
    {
        List<(string, CallArgument<Symbol>)> named = [];
        if (key is { } keys)
            named.Add(("key", new CallArgument<Symbol>.Leaf(keys)));
        if (attentionMask is { } mask)
            named.Add(("attention_mask", new CallArgument<Symbol>.Leaf(mask)));
        AddFlags(named, useCausalMask, wantsScores, null);
        return new([new CallArgument<Symbol>.Leaf(query), new CallArgument<Symbol>.Leaf(value)], named, Parameters);
    }

    private static CallArguments<KerasTensor> Arguments(
        Func<KerasTensor, CallArgument<KerasTensor>> leaf,
        KerasTensor query,
        KerasTensor value,
        (string Name, KerasTensor? Tensor)[] others,
        bool useCausalMask,
        bool wantsScores,
        bool? training)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(value);
        List<(string, CallArgument<KerasTensor>)> named =
            [.. others.Where(o => o.Tensor is not null).Select(o => (o.Name, leaf(o.Tensor!)))];
        AddFlags(named, useCausalMask, wantsScores, training);
        return new([leaf(query), leaf(value)], named, Parameters);
    }

    private static void AddFlags<T>(List<(string, CallArgument<T>)> named, bool useCausalMask, bool wantsScores, bool? training)
    {
        if (wantsScores)
            named.Add(("return_attention_scores", new CallArgument<T>.Constant(true)));
        if (training is { } trains)
            named.Add(("training", new CallArgument<T>.Constant(trains)));
        if (useCausalMask)
            named.Add(("use_causal_mask", new CallArgument<T>.Constant(true)));
    }
}
