using TensorFlow;

namespace Keras.Tests.Operations;

/// <summary>A function of <see cref="Ops"/>: its parameters, and how its symbolic and its eager form are called.</summary>
internal sealed class OpEntry(string name, OpParameter[] parameters,
    Func<object?[], Symbol[]> symbolic, Func<object?[], Tensor[]>? eager, Func<object?[], KerasTensor[]>? recorded)
{
    /// <summary>The name; that of a nested class in front.</summary>
    public string Name { get; } = name;

    /// <summary>The parameters, in order.</summary>
    public OpParameter[] Parameters { get; } = parameters;

    /// <summary>Writes the function from its arguments.</summary>
    public Func<object?[], Symbol[]> Symbolic { get; } = symbolic;

    /// <summary>Computes the function from its arguments; null where there is no eager form.</summary>
    public Func<object?[], Tensor[]>? Eager { get; } = eager;

    /// <summary>Records the function on Keras tensors; null where there is no such form.</summary>
    public Func<object?[], KerasTensor[]>? Recorded { get; } = recorded;

    /// <summary>The name as Keras's are compared: small letters without underscores.</summary>
    public string Key => KeyOf(Name);

    public static string KeyOf(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    public static T[] List<T>((T A, T B) parts) => [parts.A, parts.B];

    public static T[] List<T>((T A, T B, T C) parts) => [parts.A, parts.B, parts.C];

    public static T[] List<T>((T A, T B, T C, T D) parts) => [parts.A, parts.B, parts.C, parts.D];
}
