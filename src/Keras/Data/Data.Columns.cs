using System.Diagnostics.CodeAnalysis;
using TensorFlow;

namespace Keras;

/// <content>Several columns, as a list or a dictionary, nested as the model's inputs or outputs.</content>
public sealed partial class Data
{
    private readonly List<Data?>? items;
    private readonly List<string>? names;

    /// <summary>Creates data of several columns by name: <c>new() { ["image"] = images, ["meta"] = numbers }</c>.</summary>
    public Data()
        : this([], [])
    {
    }

    internal Data(ReadOnlySpan<Data?> items)
        : this([.. items], null)
    {
    }

    private Data(List<Data?> items, List<string>? names)
    {
        (this.items, this.names) = (items, names);
        Transforms = [];
        mapped = new(Infer);
    }

    /// <summary>Whether the data are a single column, neither a list nor a dictionary.</summary>
    public bool IsColumn => items is null;

    /// <summary>The names of a dictionary in order of insertion; null for a column or a list.</summary>
    public IReadOnlyList<string>? Names => names;

    /// <summary>Gets an item of a list or dictionary.</summary>
    /// <param name="index">The position.</param>
    /// <exception cref="InvalidOperationException">The data are one column.</exception>
    public Data? this[int index] => Items[index];

    /// <summary>Gets or sets the data of an input, or, for targets and sample weights, of an output.</summary>
    /// <param name="name">The name of the input or output.</param>
    /// <exception cref="KeyNotFoundException">There are no data of that name; the message suggests the nearest name.</exception>
    /// <exception cref="InvalidOperationException">The data are one column or a list.</exception>
    [DisallowNull]
    public Data? this[string name]
    {
        get => Named(name).IndexOf(name) is var at and >= 0
            ? Items[at]
            : throw new KeyNotFoundException($"There are no data of '{name}'; {NearestNames.Hint(name, names!, "there are data of")}");
        set
        {
            ArgumentNullException.ThrowIfNull(name);
            if (Named(name).IndexOf(name) is var at and >= 0)
            {
                items![at] = value;
                return;
            }

            names!.Add(name);
            items!.Add(value);
        }
    }

    /// <summary>The columns in Keras's order: lists in order, dictionaries sorted by name.</summary>
    internal IEnumerable<Data> Columns => items is null ? [this] : Sorted().Select(i => i.Item).OfType<Data>().SelectMany(i => i.Columns);

    /// <summary>The nesting of the columns as text, equal for equal nestings.</summary>
    internal string Form => items is null ? "*"
        : string.Join(',', Sorted().Select(i => $"{i.Place}:{i.Item?.Form ?? "-"}").Prepend(names is null ? "[" : "{").Append("]"));

    /// <summary>The shapes and types before transforms.</summary>
    internal string RawForm => Written(c => $"{c.source!.DType.StandardName} {c.source.Shape}");

    private List<Data?> Items => items ?? throw new InvalidOperationException(
        "Expected a list or a dictionary of data, got one column, which has no items; use the column itself.");

    /// <summary>Enumerates the items of a list or dictionary; a column has none.</summary>
    public IEnumerator<Data?> GetEnumerator() => (items ?? []).GetEnumerator();

    /// <summary>The columns with their names or positions for messages: "" for a single one, " 'image'", " 1".</summary>
    internal IEnumerable<(string Place, Data Column)> Places() => items is null
        ? [("", this)]
        : Sorted().SelectMany(i => (i.Item?.Places() ?? []).Select(p => ($" {i.Place}{p.Place}", p.Column)));

    /// <summary>Converts each column, in Keras's order, and keeps the nesting; the default for missing columns.</summary>
    internal Structure<T> ToStructure<T>(Func<Data, T> convert)
    {
        if (items is null)
            return convert(this);
        Structure<T>[] converted = [.. Sorted().Select(i => i.Item is null ? (Structure<T>)default(T)! : i.Item.ToStructure(convert))];
        if (names is null)
            return new(converted);
        Structure<T> named = new();
        foreach ((string name, Structure<T> item) in names.Order(StringComparer.Ordinal).Zip(converted))
            named[name] = item;
        return named;
    }

    private List<string> Named(string name) => names ?? throw new InvalidOperationException(
        $"Expected a dictionary of data for '{name}', got "
        + $"{(items is null ? "one column; use the column itself" : "a list; give the position")}.");

    private IEnumerable<(string Place, Data? Item)> Sorted() => names is null
        ? items!.Select((item, i) => ($"{i}", item))
        : names.Zip(items!).OrderBy(i => i.First, StringComparer.Ordinal).Select(i => ($"'{i.First}'", i.Second));

    private string Written(Func<Data, string> column)
    {
        if (items is null)
            return column(this);
        string[] parts = [.. items.Select((item, i) => $"{(names is null ? "" : $"{names[i]}: ")}{item?.Written(column) ?? "none"}")];
        return names is null ? $"[{string.Join(", ", parts)}]" : $"{{{string.Join(", ", parts)}}}";
    }
}
