namespace Keras;

/// <content>The text shown by a debugger and <c>Console.WriteLine</c>.</content>
public partial class Model
{
    /// <summary>The class, the name, the shapes, the layers and what the model was compiled with, in a line; <see cref="Summary"/> has the
    /// table.</summary>
    public override string ToString()
    {
        string shapes = IsBuilt && BuildShape is { } input
            ? $"{input} → {OutputShape?.ToString() ?? "?"}, {CountParams()} parameters" : "not built";
        string compiled = IsCompiled && !IsDisposed ? $"compiled with {Optimizer.ClassName} and {WrittenLosses()}" : "not compiled";
        return $"{ClassName} '{Name}': {shapes}, {Layers.Count} layers, {(IsDisposed ? "disposed" : compiled)}";
    }

    private string WrittenLosses()
    {
        OutputLosses losses = Settings.Losses;
        string[] each = [.. losses.Items.Select((l, i) => $"{(losses.Names is { } names ? $"{names[i]}: " : "")}{l?.Name ?? "none"}")];
        return each.Length switch { 0 => "no loss", 1 => losses.Items[0]?.Name ?? "no loss", _ => string.Join(", ", each) };
    }
}
