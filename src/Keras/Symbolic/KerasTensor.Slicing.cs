namespace Keras;

/// <content>Indexing, recorded as Keras's <c>GetItem</c>.</content>
public partial class KerasTensor
{
    /// <summary>Records an item or a slice: <c>x[.., 1..^1, ^1]</c>; the batch axis comes first.</summary>
    /// <param name="axes">For each axis an index, which removes the axis, or a range; <see cref="AxisIndex.NewAxis"/> and <see cref="AxisIndex.Ellipsis"/> as in NumPy.</param>
    /// <exception cref="ShapeException">There are more indices than axes, or an index is out of range.</exception>
    public KerasTensor this[params ReadOnlySpan<AxisIndex> axes]
    {
        get
        {
            CallArgument<KerasTensor>[] items = new CallArgument<KerasTensor>[axes.Length];
            for (int i = 0; i < axes.Length; i++)
                items[i] = new CallArgument<KerasTensor>.Constant(axes[i].ToJson());
            CallArgument<KerasTensor> key = items.Length == 1 ? items[0] : new CallArgument<KerasTensor>.Sequence(items);
            return FunctionOperation.Call("GetItem", Leaf(this), key);
        }
    }
}
