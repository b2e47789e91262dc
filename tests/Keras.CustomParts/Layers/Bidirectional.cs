using System.Text.Json.Nodes;
using Keras.Layers;
using TensorFlow;

namespace Keras.CustomParts;

public sealed class Bidirectional : Layer
{
    private static readonly string[] MergeModes = ["sum", "mul", "ave", "concat"];

    public Bidirectional(RNN layer, string? mergeMode = "concat", RNN? backwardLayer = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (mergeMode is not null && !MergeModes.Contains(mergeMode))
            throw new ArgumentException(
                $"Bidirectional: expected the merge mode {string.Join(", ", MergeModes)} or null, got '{mergeMode}'.", nameof(mergeMode));
        MergeMode = mergeMode;
        ForwardLayer = Copy(layer, "forward_", backwards: false);
        BackwardLayer = backwardLayer ?? Copy(layer, "backward_", backwards: true);
        // Keras's order of weights.
        AddLayer(ForwardLayer);
        AddLayer(BackwardLayer);
    }

    public RNN ForwardLayer { get; }

    public RNN BackwardLayer { get; }

    public string? MergeMode { get; }

    protected override bool SupportsMasking => true;

    protected override IReadOnlyList<string> CallParameters => ["sequences", "initial_state", "mask", "training"];

    protected override IEnumerable<(string Group, Layer Layer)> SavedLayers =>
        [("forward_layer", ForwardLayer), ("backward_layer", BackwardLayer)];

    public static Bidirectional FromConfig(Config config) => new(
        ReadRecurrent(config, "layer"),
        config.GetNode("merge_mode") is null ? config.Keys.Contains("merge_mode") ? null : "concat" : config.GetString("merge_mode"),
        config.Has("backward_layer") ? ReadRecurrent(config, "backward_layer") : null);

    public void ResetStates()
    {
        ForwardLayer.ResetStates();
        BackwardLayer.ResetStates();
    }

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (RNN layer in new[] { ForwardLayer, BackwardLayer })
        {
            if (!layer.IsBuilt)
                layer.BuildFor(inputs[0]);
        }
    }

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
        DType dtype = DTypePolicy.ComputeDType;
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

    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        Symbol? mask = ForwardLayer.ReturnSequences ? masks[0] : null;
        return MergeMode is null ? [mask, mask] : [mask];
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("merge_mode", MergeMode).Set("layer", ForwardLayer).Set("backward_layer", BackwardLayer);
    }

    private static RNN ReadRecurrent(Config config, string key) => (RNN)ReadLayer(config, key);

    private static RNN Copy(RNN layer, string prefix, bool backwards)
    {
        JsonObject config = layer.GetConfig().ToJson();
        config["name"] = prefix + (layer.Name.StartsWith(prefix, StringComparison.Ordinal) ? layer.Name[prefix.Length..] : layer.Name);
        if (backwards)
            config["go_backwards"] = true;
        return (RNN)Layer.Registry.FromConfig(layer.ClassName, new(config));
    }
}
