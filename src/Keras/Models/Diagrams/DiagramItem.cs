using System.Diagnostics;

namespace Keras;

/// <summary>A part of a <see cref="ModelDiagram"/>: a box, or the diagram of a nested model.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class DiagramItem
{
    private protected DiagramItem()
    {
    }

    /// <summary>The name, and what it stands for.</summary>
    public abstract override string ToString();
}
