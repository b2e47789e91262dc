namespace Keras;

/// <content>What a debugger and <c>Console.WriteLine</c> show.</content>
public partial class Model
{
    /// <summary>The class, the name, the shapes, the layers and what the model was compiled with, in a line; <see cref="Summary"/> has the table.</summary>
    public override string ToString()
    {
        string shapes = IsBuilt && BuildShape is { } input ? $"{input} → {OutputShape?.ToString() ?? "?"}, {CountParams()} parameters" : "not built";
        string compiled = IsCompiled && !IsDisposed ? $"compiled with {Optimizer.ClassName} and {Loss?.Name ?? "no loss"}" : "not compiled";
        return $"{ClassName} '{Name}': {shapes}, {Layers.Count} layers, {(IsDisposed ? "disposed" : compiled)}";
    }
}
