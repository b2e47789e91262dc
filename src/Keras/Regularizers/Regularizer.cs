using System.Diagnostics.CodeAnalysis;
using Keras.Regularizers;
using TensorFlow;

namespace Keras;

/// <summary>A penalty on values, added to the loss. A Keras name ("l2") converts to one.</summary>
public abstract class Regularizer : KerasObject
{
    /// <summary>
    /// Gets the classes of regularizers by name, for reading one that is an argument: <c>config.GetObject("regularizer",
    /// Regularizer.Registry)</c>.
    /// </summary>
    public static Registry<Regularizer> Registry => RegularizerRegistry.Instance;

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Regularizer).Assembly ? "keras.regularizers" : null;

    /// <summary>The regularizer of a name.</summary>
    /// <param name="name">A Keras name such as "l2"; null for none.</param>
    /// <exception cref="UnknownNameException">There is none of that name; the message suggests the nearest.</exception>
    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator Regularizer?(string? name) => name is null ? null : RegularizerRegistry.Instance.FromName(name);

    /// <summary>A custom regularizer.</summary>
    /// <param name="function">Writes the computation of the penalty, a scalar, from the values penalized.</param>
    public static Regularizer From(Func<Symbol, Symbol> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionRegularizer(function);
    }

    internal override bool HasOneNumberForm(string argument) => Module is not null;

    /// <summary>Writes the computation of the penalty.</summary>
    /// <param name="x">The values penalized; integers count as float32.</param>
    /// <returns>A scalar.</returns>
    public Symbol Apply(Symbol x) => Call(x.DType.IsInteger || x.DType == DType.Bool ? x.Cast(DType.Float32) : x);

    /// <summary>Writes the computation of the penalty.</summary>
    /// <param name="x">The values penalized.</param>
    /// <returns>A scalar.</returns>
    protected abstract Symbol Call(Symbol x);
}
