namespace TensorFlow.Tests.Differentiation;

/// <summary>Short ways to write operations in cases.</summary>
internal static class CaseOps
{
    public static OperationBuilder Op(string type, params Symbol[] inputs)
    {
        OperationBuilder builder = OperationBuilder.Create(type);
        foreach (Symbol input in inputs)
            builder = builder.Input(input);
        return builder;
    }

    public static Symbol One(string type, params Symbol[] inputs) => Op(type, inputs).Build()[0];

    public static Symbol List(params int[] values) => Graph.Current.Constant(values);

    public static Symbol Int(int value) => Graph.Current.Constant(value, DType.Int32);

    public static Symbol Numbers(params float[] values)
    {
        using Tensor tensor = Tensor.Create<float>(values);
        return Graph.Current.Constant(tensor);
    }

    public static Symbol Ints(Shape shape, params int[] values)
    {
        using Tensor tensor = Tensor.Create<int>(values, shape);
        return Graph.Current.Constant(tensor);
    }

    /// <summary>The same values, of a shape that is not known while the graph is written.</summary>
    public static Symbol Vague(Symbol x) => RawOps.PlaceholderWithDefault(x, [.. x.Shape.Select(_ => -1L)]);
}
