using System.Diagnostics.CodeAnalysis;
using Keras.Constraints;
using TensorFlow;

namespace Keras;

/// <summary>A projection of a weight's values after each update. A Keras name ("non_neg") converts to one.</summary>
public abstract class Constraint : KerasObject
{
    /// <summary>
    /// Gets the classes of constraints by name, for reading one that is an argument: <c>config.GetObject("constraint",
    /// Constraint.Registry)</c>.
    /// </summary>
    public static Registry<Constraint> Registry => ConstraintRegistry.Instance;

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Constraint).Assembly ? "keras.constraints" : null;

    /// <summary>The constraint of a name.</summary>
    /// <param name="name">A Keras name such as "max_norm"; null for none.</param>
    /// <exception cref="UnknownNameException">There is none of that name; the message suggests the nearest.</exception>
    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator Constraint?(string? name) => name is null ? null : ConstraintRegistry.Instance.FromName(name);

    /// <summary>A custom constraint.</summary>
    /// <param name="function">Writes the computation of the projection, of the same shape as the values.</param>
    public static Constraint From(Func<Symbol, Symbol> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionConstraint(function);
    }

    /// <summary>Writes the computation of the projection.</summary>
    /// <param name="weight">The values.</param>
    /// <returns>Values of the same shape.</returns>
    public Symbol Apply(Symbol weight) => Call(weight);

    /// <summary>Writes the computation of the projection.</summary>
    /// <param name="weight">The values.</param>
    /// <returns>Values of the same shape.</returns>
    protected abstract Symbol Call(Symbol weight);
}
