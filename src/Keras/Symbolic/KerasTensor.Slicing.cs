using TensorFlow;

namespace Keras;

/// <content>Indexing, recorded as Keras's <c>GetItem</c>.</content>
public partial class KerasTensor
{
    /// <summary>Records an item or a slice: <c>x[.., 1..^1, ^1]</c>; the batch axis comes first.</summary>
    /// <param name="axes">For each axis an integer, which removes the axis, a range or a <see cref="Slice"/>; <see cref="Indexer.NewAxis"/>
    /// and <see cref="Indexer.Ellipsis"/> as in NumPy.</param>
    /// <exception cref="ArgumentException">An entry is a symbol.</exception>
    /// <exception cref="ShapeException">There are more indices than axes, or an index is out of range.</exception>
    public KerasTensor this[params ReadOnlySpan<Indexer> axes] => FunctionOperation.Call("GetItem", Leaf(this), Key(axes));

    /// <summary>Records the rows at computed positions of the first axis.</summary>
    /// <param name="positions">Integers; negative ones count from the end.</param>
    public KerasTensor this[KerasTensor positions] => FunctionOperation.Call("GetItem", Leaf(this), Leaf(positions));

    /// <summary>An index expression as an argument of <c>GetItem</c>.</summary>
    internal static CallArgument<KerasTensor> Key(ReadOnlySpan<Indexer> axes)
    {
        CallArgument<KerasTensor>[] items = new CallArgument<KerasTensor>[axes.Length];
        for (int i = 0; i < axes.Length; i++)
            items[i] = new CallArgument<KerasTensor>.Constant(IndexerJson.Write(axes[i]));
        return items.Length == 1 ? items[0] : new CallArgument<KerasTensor>.Sequence(items);
    }
}
