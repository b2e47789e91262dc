using System.Diagnostics;

namespace TensorFlow;

/// <summary>A variable of a SavedModel, which its endpoints read and assign.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SavedModelVariable
{
    internal SavedModelVariable(string name, DType dtype, Shape shape, bool trainable, string key) =>
        (Name, DType, Shape, Trainable, Key) = (name, dtype, shape, trainable, key);

    /// <summary>The name: "dense/kernel".</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The axes.</summary>
    public Shape Shape { get; }

    /// <summary>Whether training changes it by gradients.</summary>
    public bool Trainable { get; }

    /// <summary>The name of the value in the checkpoint.</summary>
    internal string Key { get; }

    /// <summary>The name, type and shape.</summary>
    public override string ToString() => $"{Name} {DType.StandardName} {Shape}";
}
