namespace TensorFlow;

/// <summary>Who wrote an operation.</summary>
/// <param name="Path">The names, from the outermost to the innermost: "sequential/dense".</param>
/// <param name="Kind">The class of the innermost: "Dense"; null where it was not told.</param>
internal sealed record OperationScope(string Path, string? Kind)
{
    /// <summary>As errors tell it: "Dense 'sequential/dense'".</summary>
    public override string ToString() => Kind is null ? $"'{Path}'" : $"{Kind} '{Path}'";
}
