using System.Collections;
using System.Runtime.CompilerServices;

namespace Keras;

/// <summary>
/// One value, a list of structures or a dictionary of them by name, as Keras nests inputs and outputs: <c>x</c>, <c>[x, y]</c>, <c>new() {
/// ["image"] = x, ["meta"] = y }</c>.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
[CollectionBuilder(typeof(StructureBuilder), nameof(StructureBuilder.Create))]
public sealed class Structure<T> : IEnumerable<Structure<T>>
{
    private readonly List<Structure<T>> items = [];
    private readonly List<string>? names;

    /// <summary>Creates an empty dictionary.</summary>
    public Structure() => names = [];

    internal Structure(ReadOnlySpan<Structure<T>> items) => this.items.AddRange(items);

    private Structure(T value) => (Value, IsValue) = (value, true);

    /// <summary>Whether this is one value, neither a list nor a dictionary.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    public bool IsValue { get; }

    /// <summary>The value; the default for a list or a dictionary.</summary>
    public T? Value { get; }

    /// <summary>The names of a dictionary in order of insertion; null for a value or a list.</summary>
    public IReadOnlyList<string>? Names => names;

    /// <summary>The number of items; 0 for a value.</summary>
    public int Count => items.Count;

    /// <summary>Gets an item of a list or dictionary.</summary>
    /// <param name="index">The position.</param>
    public Structure<T> this[int index] => items[index];

    /// <summary>Gets or sets an item of a dictionary.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">No item has the name.</exception>
    /// <exception cref="InvalidOperationException">The structure is not a dictionary.</exception>
    public Structure<T> this[string name]
    {
        get => names?.IndexOf(name) is { } at and >= 0
            ? items[at]
            : throw new KeyNotFoundException($"There is no item '{name}'; {NearestNames.Hint(name, names ?? [], "the items are")}");
        set
        {
            if (names is null)
                throw new InvalidOperationException(
                    $"Expected a dictionary to set the item '{name}' of, got {(IsValue ? "one value" : "a list")}.");
            if (names.IndexOf(name) is var at and >= 0)
            {
                items[at] = value;
                return;
            }

            names.Add(name);
            items.Add(value);
        }
    }

    /// <summary>A structure of one value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Structure<T>(T value) => new(value);

    /// <summary>Gets all values in Keras's order: dictionaries by name, ordinal.</summary>
    public IReadOnlyList<T> Flatten()
    {
        List<T> flat = [];
        AddTo(flat);
        return flat;
    }

    /// <summary>Gets a structure of the same form.</summary>
    /// <typeparam name="TResult">The type of its values.</typeparam>
    /// <param name="convert">Gives the new value.</param>
    public Structure<TResult> Map<TResult>(Func<T, TResult> convert)
    {
        if (IsValue)
            return new(convert(Value));
        if (names is null)
            return new([.. items.Select(i => i.Map(convert))]);
        Structure<TResult> mapped = new();
        for (int i = 0; i < names.Count; i++)
            mapped[names[i]] = items[i].Map(convert);
        return mapped;
    }

    /// <summary>The values in their nesting: <c>[x, y]</c>, <c>{ image: x, meta: y }</c>.</summary>
    public override string ToString() => CallArgument<T>.Of(this).ToString();

    /// <inheritdoc/>
    public IEnumerator<Structure<T>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void AddTo(List<T> flat)
    {
        if (IsValue)
            flat.Add(Value);
        foreach (Structure<T> item in Ordered())
            item.AddTo(flat);
    }

    private IEnumerable<Structure<T>> Ordered() =>
        names is null ? items : names.Zip(items).OrderBy(p => p.First, StringComparer.Ordinal).Select(p => p.Second);
}
