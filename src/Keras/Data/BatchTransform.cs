using TensorFlow;

namespace Keras.Pipelines;

/// <summary>A user's function of the inputs and targets of a batch (<c>Dataset.Map</c>).</summary>
/// <param name="Function">The function.</param>
internal sealed record BatchTransform(Func<Structure<Symbol>, Structure<Symbol>, (Structure<Symbol> X, Structure<Symbol> Y)> Function)
{
    /// <summary>A function of one input and one target.</summary>
    public static BatchTransform Of(Func<Symbol, Symbol, (Symbol X, Symbol Y)> function) => new((x, y) =>
    {
        (Symbol newX, Symbol newY) = function(One(x, "input"), One(y, "target"));
        return (newX, newY);
    });

    /// <summary>Applies the function to a batch.</summary>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public (Structure<Symbol?> X, Structure<Symbol?> Y) Apply(Structure<Symbol?> x, Structure<Symbol?>? y)
    {
        if (y is null)
            throw new InvalidOperationException("Map: expected inputs and targets, got inputs alone; map the inputs with Data.Map.");
        // Errors in the function name this scope.
        using Graph.NameScope scope = x.Flatten().OfType<Symbol>().First().Graph.EnterScope("Dataset.Map");
        (Structure<Symbol> newX, Structure<Symbol> newY) = Function(Given(x), Given(y));
        return (newX.Map(s => (Symbol?)s), newY.Map(s => (Symbol?)s));
    }

    private static Structure<Symbol> Given(Structure<Symbol?> structure) =>
        structure.Map(s => s ?? throw new InvalidOperationException(
            "Map: expected data for each of the inputs and targets, got null for one; leave it out, or give it data."));

    private static Symbol One(Structure<Symbol> structure, string role) =>
        structure.Flatten() is [{ } only] ? only : throw new InvalidOperationException(
        $"Map: the function takes one {role}, got {structure.Flatten().Count}; write it as (Structure<Symbol> x, "
        + "Structure<Symbol> y) => ….");
}
