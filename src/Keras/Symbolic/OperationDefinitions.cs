using TensorFlow;

namespace Keras;

/// <summary>The operations that a model can hold.</summary>
internal static class OperationDefinitions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<OperationDefinition> All { get; } =
    [
        Binary("Add", (a, b) => a + b),
        Binary("Subtract", (a, b) => a - b),
        Binary("Multiply", (a, b) => a * b),
        new("numpy", "Negative", ["x"], c => [-c.Tensor("x")]),
    ];

    private static OperationDefinition Binary(string className, Func<Symbol, Symbol, Symbol> write) =>
        new("numpy", className, ["x1", "x2"], c => [write(c.Tensor("x1", "x2"), c.Tensor("x2", "x1"))]);
}
