using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Normalizes each sample by the means and variances of groups of channels: <c>(x - mean) / √(variance + epsilon) · gamma + beta</c> (Wu
/// and He, 2018). With as many groups as channels, instance normalization.
/// </summary>
[KerasSerializable]
public sealed partial class GroupNormalization : ScaleAndCenter
{
    private long channels;
    private int rank;

    /// <summary>Creates the layer.</summary>
    /// <param name="groups">The number of groups, which divides the number of channels; -1 for as many as there are channels. Default:
    /// 32.</param>
    /// <param name="axis">The axis of the channels. Default: the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of groups is neither positive nor -1.</exception>
    public GroupNormalization(int groups = 32, int axis = -1)
    {
        if (groups is < 1 and not -1)
            throw new ArgumentOutOfRangeException(nameof(groups), groups,
                $"GroupNormalization: expected a positive number of groups, or -1 for one of each channel, got {groups}.");
        (Groups, Axis) = (groups, axis);
    }

    /// <summary>The number of groups; that of the channels instead of -1 once the layer is built.</summary>
    [ConfigArgument(Order = -1)]
    public int Groups { get; private set; }

    /// <summary>The axis of the channels.</summary>
    [ConfigArgument(Order = -1)]
    public int Axis { get; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int position = Position(input);
        channels = input[position];
        if (channels < 0)
            throw new ShapeException($"GroupNormalization '{Name}': expected a known number of channels on axis {Axis}, got {input}.");
        if (Groups == -1)
            Groups = checked((int)channels);
        if (channels < Groups || channels % Groups != 0)
            throw new ShapeException(
                $"GroupNormalization '{Name}': expected a number of channels that {Groups} groups divide, got {channels} on axis {Axis} of "
                + $"{input}; choose other groups.");
        rank = input.Rank;
        BuildWeights([channels]);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (x.Rank != rank || (x.Shape[Position(x.Shape)] is >= 0 and var length && length != channels))
            throw new ShapeException(
                $"GroupNormalization '{Name}': expected an input of {rank} axes with {channels} channels on axis {Axis}, as it was built, "
                + $"got {x.Shape}.");
        int position = Position(x.Shape);
        Symbol wide = Grouped(x, position).Cast(TypePromotion.Result(x.DType, DType.Float32));
        int[] reduced = [.. Enumerable.Range(1, rank).Where(i => i != position)];
        (Symbol mean, Symbol variance) = Ops.Moments(wide, reduced, keepDims: true);
        Symbol inverse = RawOps.Rsqrt(variance + Epsilon);
        if (Gamma is not null)
            inverse *= Along(Gamma, wide, position);
        Symbol shift = -mean * inverse;
        if (Beta is not null)
            shift += Along(Beta, wide, position);
        Symbol normalized = ((wide * inverse) + shift).Cast(x.DType);
        return Ops.Reshape(normalized, Lengths(x)).Cast(ComputeDType);
    }

    private int Position(Shape shape)
    {
        int position = Axis < 0 ? Axis + shape.Rank : Axis;
        return position >= 1 && position < shape.Rank
            ? position
            : throw new ShapeException(
                $"GroupNormalization '{Name}': expected axis {Axis} to be one of the input behind the batch axis, got {shape}.");
    }

    // The channels' axis becomes two: groups, and the channels of a group.
    private Symbol Grouped(Symbol x, int position)
    {
        long[] known = [.. x.Shape];
        List<long> shape = [.. known];
        shape[position] = Groups;
        shape.Insert(position + 1, channels / Groups);
        if (shape.Count(d => d < 0) <= 1)
            return x.Reshape([.. shape]);
        return RawOps.Reshape(x, Ops.Stack(
            [.. shape.Select((d, i) => d >= 0 ? x.Graph.Constant(d, DType.Int32) : Ops.Shape(x, i > position ? i - 1 : i))]));
    }

    private Symbol Along(Weight weight, Symbol wide, int position)
    {
        long[] shape = [.. Enumerable.Repeat(1L, wide.Rank)];
        (shape[position], shape[position + 1]) = (Groups, channels / Groups);
        return weight.ToSymbol().Cast(wide.DType).Reshape([.. shape]);
    }

    private static Symbol Lengths(Symbol x) => Ops.Shape(x);
}
