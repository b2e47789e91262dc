namespace TensorFlow;

/// <summary>Gradients of inputs that were broadcast: summed over the axes that were repeated.</summary>
internal static class Broadcasting
{
    /// <summary>Sums a gradient of the result's shape to the shape of an input.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="input">The input.</param>
    /// <param name="other">The other input, or the result.</param>
    public static Symbol Reduce(Symbol gradient, Symbol input, Symbol other)
    {
        Shape shape = input.Shape, others = other.Shape;
        if (shape.IsFullyKnown && shape == gradient.Shape)
            return gradient;
        if (Axes(shape, others) is not { } axes)
        {
            Symbol inputShape = Shapes.Of(input);
            (Symbol dynamicAxes, _) = RawOps.BroadcastGradientArgs(inputShape, Shapes.Of(other));
            return RawOps.Reshape(RawOps.Sum(gradient, dynamicAxes, keepDims: true), inputShape);
        }

        bool lower = shape.Rank < others.Rank;
        if (axes.Count > 0)
            gradient = RawOps.Sum(OptimizationBarrier.Before(gradient), gradient.Graph.Constant([.. axes]), keepDims: true);
        return axes.Count > 0 || lower ? RawOps.Reshape(gradient, Shapes.Of(input)) : gradient;
    }

    /// <summary>The axes of the result along which the input was repeated; null where the shapes do not tell.</summary>
    private static List<int>? Axes(Shape shape, Shape other)
    {
        if (shape.Rank < 0 || other.Rank < 0)
            return null;
        int rank = Math.Max(shape.Rank, other.Rank);
        List<int> axes = [];
        for (int axis = 0; axis < rank; axis++)
        {
            long mine = Length(shape, axis - rank), its = Length(other, axis - rank);
            if (mine == 1 && its != 1)
                axes.Add(axis);
            else if (mine < 0 && its != 1)
                return null;
        }

        return axes;
    }

    private static long Length(Shape shape, int fromEnd) => -fromEnd > shape.Rank ? 1 : shape[shape.Rank + fromEnd];
}
