namespace Keras;

/// <content>The text shown by a debugger and <c>Console.WriteLine</c>.</content>
public abstract partial class Layer
{
    /// <summary>
    /// The class, the name, and the shapes where they are known: <c>Dense 'dense': [?, 784] → [?, 128], 100480 parameters</c>.
    /// </summary>
    public override string ToString()
    {
        string head = $"{ClassName} '{Name}'";
        return IsBuilt && BuildInputs.Count > 0
            ? $"{head}: {string.Join(", ", BuildInputs)} → {OutputShape?.ToString() ?? "?"}, {CountParams()} parameters"
            : $"{head}, not built";
    }
}
