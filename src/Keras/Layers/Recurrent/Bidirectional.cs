using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Runs sequences forwards and backwards through two recurrent layers, and merges their outputs: <c>concat</c>, <c>sum</c>, <c>mul</c>,
/// <c>ave</c>, or null for both outputs. The forward layer is a copy of the given one, named <c>forward_…</c>; the backward layer is
/// another copy, unless it is given.
/// </summary>
[KerasSerializable]
public sealed partial class Bidirectional : Layer
{
    private static readonly string[] MergeModes = ["sum", "mul", "ave", "concat"];

    /// <summary>Wraps a recurrent layer for both directions.</summary>
    /// <param name="layer">The forward layer. A copy of its config is used, with weights of its own; the layer itself does not
    /// change.</param>
    /// <param name="mergeMode">The merge mode of the outputs: <c>concat</c> (default), <c>sum</c>, <c>mul</c>, <c>ave</c>, or null for
    /// both.</param>
    /// <param name="backwardLayer">The backward layer. Default: a copy of the layer with <see cref="RNN.GoBackwards"/>.</param>
    /// <exception cref="ArgumentException">The merge mode is unknown, both layers run in one direction, or they differ in
    /// <see cref="RNN.Stateful"/>, <see cref="RNN.ReturnSequences"/> or <see cref="RNN.ReturnState"/>.</exception>
    /// <exception cref="ConfigException">The layer or its cell is of a custom class that was not registered with <see
    /// cref="CustomObjects"/>.</exception>
    public Bidirectional(RNN layer, string? mergeMode = "concat", RNN? backwardLayer = null)
    {
        Required.Value("Bidirectional", "a recurrent layer", layer);
        if (mergeMode is not null && !MergeModes.Contains(mergeMode))
            throw new ArgumentException(
                $"Bidirectional: expected the merge mode {string.Join(", ", MergeModes)} or null, got '{mergeMode}'.", nameof(mergeMode));
        MergeMode = mergeMode;
        ForwardLayer = Copy(layer, "forward_", backwards: false);
        BackwardLayer = backwardLayer ?? Copy(layer, "backward_", backwards: true);
        RequirePair();
        ForwardLayer.ZeroMaskedSequences();
        BackwardLayer.ZeroMaskedSequences();
        // Keras's order of weights.
        AddLayer(ForwardLayer);
        AddLayer(BackwardLayer);
    }

    /// <summary>The merge mode of the outputs: <c>concat</c>, <c>sum</c>, <c>mul</c>, <c>ave</c>, or null for both.</summary>
    public string? MergeMode { get; }

    /// <summary>The forward layer.</summary>
    [ConfigArgument("layer")]
    public RNN ForwardLayer { get; }

    /// <summary>The backward layer.</summary>
    public RNN BackwardLayer { get; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["sequences", "initial_state", "mask", "training"];

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Group, Layer Layer)> SavedLayers =>
        [("forward_layer", ForwardLayer), ("backward_layer", BackwardLayer)];

    private bool hasInitialStateList;

    /// <summary>Sets the states of stateful layers to 0; see <see cref="RNN.ResetStates()"/>.</summary>
    public void ResetStates()
    {
        ForwardLayer.ResetStates();
        BackwardLayer.ResetStates();
    }

    /// <summary>Calls the layer on Keras tensors.</summary>
    /// <param name="sequences">The sequences, <c>[batch, steps, …]</c>.</param>
    /// <param name="initialState">The initial states of the forward layer, then those of the backward layer; null for zeros.</param>
    /// <param name="mask">
    /// The mask of the steps, boolean <c>[batch, steps]</c>; false steps are skipped. Default: the mask that comes with the sequences; as
    /// in Keras, none where initial states are given.
    /// </param>
    /// <param name="training">Whether the call trains or infers, whatever the model does. Default: as the model.</param>
    /// <returns>The output or both outputs, then the last states where <see cref="RNN.ReturnState"/> is set.</returns>
    /// <exception cref="ShapeException">The sequences, the states or the mask do not fit.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(
        KerasTensor sequences, IReadOnlyList<KerasTensor>? initialState, KerasTensor? mask = null, bool? training = null) =>
        Record(RecurrentCall.Arguments(sequences, initialState, mask, training));

    /// <summary>Calls a layer of one output on Keras tensors.</summary>
    /// <returns>The output.</returns>
    /// <inheritdoc cref="ApplyAll(KerasTensor, IReadOnlyList{KerasTensor}?, KerasTensor?, bool?)"/>
    /// <exception cref="InvalidOperationException">The layer has several outputs.</exception>
    public KerasTensor Apply(KerasTensor sequences, IReadOnlyList<KerasTensor>? initialState,
        KerasTensor? mask = null, bool? training = null) =>
        RecurrentCall.Single(ApplyAll(sequences, initialState, mask, training), this);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (RNN layer in new[] { ForwardLayer, BackwardLayer })
        {
            if (!layer.IsBuilt)
                layer.BuildFor(inputs[0]);
        }
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(CallArguments<Symbol> arguments)
    {
        hasInitialStateList = arguments.Find("initial_state") is CallArgument<Symbol>.Sequence;
        return [.. base.BuildShapesOf(arguments), .. arguments.Tensors("initial_state").Select(s => s.Shape)];
    }

    /// <inheritdoc/>
    protected internal override JsonObject BuildConfig() => RecurrentShapes.Write(BuildInputs, hasInitialStateList);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(JsonObject envelope)
    {
        (IReadOnlyList<Shape> shapes, hasInitialStateList) = RecurrentShapes.Read(envelope);
        return shapes.Count > 0 ? shapes : base.BuildShapesOf(envelope);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        IReadOnlyList<Symbol> inputs = arguments.Tensors(CallParameters[0]), given =
            [.. inputs.Skip(1), .. arguments.Tensors("initial_state")];
        int half = ForwardLayer.Cell.StateShapes.Count;
        if (given.Count > 0 && given.Count != 2 * half)
            throw new ArgumentException(
                $"Bidirectional '{Name}': expected {2 * half} initial states, {half} for each direction, got {given.Count}.",
                nameof(arguments));
        Symbol? mask = given.Count == 0 || arguments.Has("mask") ? context.MaskOf(inputs[0]) : null;
        IReadOnlyList<Symbol> forward = ForwardLayer.ApplyAll(inputs[0], [.. given.Take(half)], context, mask);
        IReadOnlyList<Symbol> backward = BackwardLayer.ApplyAll(inputs[0], [.. given.Skip(half)], context, mask);
        DType dtype = ComputeDType;
        Symbol y = forward[0].Cast(dtype), reversed = backward[0].Cast(dtype);
        if (ForwardLayer.ReturnSequences)
            reversed = Ops.Flip(reversed, 1);
        Symbol[] outputs = MergeMode switch
        {
            "concat" => [Ops.Concatenate([y, reversed], -1)],
            "sum" => [y + reversed],
            "ave" => [(y + reversed) / 2],
            "mul" => [y * reversed],
            _ => [y, reversed],
        };
        return [.. outputs, .. forward.Skip(1), .. backward.Skip(1)];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        Symbol? mask = ForwardLayer.ReturnSequences ? masks[0] : null;
        return MergeMode is null ? [mask, mask] : [mask];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        KerasTensor? mask = ForwardLayer.ReturnSequences ? masks[0] : null;
        return MergeMode is null ? [mask, mask] : [mask];
    }

    private static RNN Copy(RNN layer, string prefix, bool backwards)
    {
        JsonObject envelope = SerializedObject.Wrap(layer);
        envelope.Remove("shared_object_id");
        JsonObject config = (JsonObject)envelope["config"]!;
        config["name"] = prefix + (layer.Name.StartsWith(prefix, StringComparison.Ordinal) ? layer.Name[prefix.Length..] : layer.Name);
        if (backwards)
            config["go_backwards"] = true;
        return (RNN)LayerRegistry.Instance.FromJson(envelope);
    }

    private void RequirePair()
    {
        if (ForwardLayer.GoBackwards == BackwardLayer.GoBackwards)
        {
            string both = ForwardLayer.GoBackwards ? "backwards" : "forwards";
            throw new ArgumentException(
                $"Bidirectional: expected one layer that goes forwards and one that goes backwards, got two that go {both}.");
        }

        Require("Stateful", ForwardLayer.Stateful, BackwardLayer.Stateful);
        Require("ReturnSequences", ForwardLayer.ReturnSequences, BackwardLayer.ReturnSequences);
        Require("ReturnState", ForwardLayer.ReturnState, BackwardLayer.ReturnState);
    }

    private static void Require(string argument, bool forward, bool backward)
    {
        if (forward != backward)
            throw new ArgumentException(
                $"Bidirectional: expected both layers to have the same {argument}, got {forward} forwards and {backward} backwards.");
    }
}
