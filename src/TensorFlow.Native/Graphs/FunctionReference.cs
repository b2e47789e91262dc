namespace TensorFlow;

/// <summary>The name of a function, as the attribute of an operation that calls it.</summary>
/// <param name="Name">The function's name.</param>
public readonly record struct FunctionReference(string Name)
{
    /// <summary>The reference to a function.</summary>
    /// <param name="function">The function.</param>
    public static implicit operator FunctionReference(Function function) => new(function.Name);
}
