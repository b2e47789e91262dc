namespace Keras;

/// <summary>Settings of a model's outputs: by name, as a list in the outputs' order, or one for all.</summary>
/// <typeparam name="T">The type of an output's setting.</typeparam>
public abstract class PerOutput<T>
{
    private List<T> items = [];
    private List<string>? names = [];

    private protected PerOutput()
    {
    }

    private protected PerOutput(ReadOnlySpan<T> items)
    {
        this.items.AddRange(items);
        names = null;
    }

    private protected PerOutput(T forAll)
        : this([forAll]) => IsForAll = true;

    /// <summary>Whether one setting is meant for all outputs.</summary>
    public bool IsForAll { get; }

    /// <summary>The number of settings.</summary>
    public int Count => items.Count;

    /// <summary>The names of the outputs in order of insertion; null if the settings are not given by name.</summary>
    public IReadOnlyList<string>? Names => names;

    /// <summary>Gets or sets the setting of an output.</summary>
    /// <param name="output">The name of the output: that of the layer that gives it, or its name in a dictionary of outputs.</param>
    /// <exception cref="KeyNotFoundException">The output has no setting; the message suggests the nearest name.</exception>
    /// <exception cref="InvalidOperationException">The settings are not given by name.</exception>
    public T this[string output]
    {
        get => names?.IndexOf(output) is { } at and >= 0 ? items[at]
            : throw new KeyNotFoundException(
                $"There is no setting for an output '{output}'; {NearestNames.Hint(output, names ?? [], "there are settings for")}");
        set
        {
            ArgumentNullException.ThrowIfNull(output);
            value = Taken(value);
            if (names is null)
                throw new InvalidOperationException(
                    $"The settings are {(IsForAll ? "one for all outputs" : "a list")}; a setting for '{output}' needs a dictionary.");
            if (names.IndexOf(output) is var at and >= 0)
            {
                items[at] = value;
                return;
            }

            names.Add(output);
            items.Add(value);
        }
    }

    /// <summary>The settings as they were given: one for all, <c>[a, b]</c>, or <c>{ first: a, second: b }</c>.</summary>
    public override string ToString()
    {
        string[] shown = [.. items.Select(i => i is Loss loss ? loss.Name : FormattableString.Invariant($"{i}"))];
        if (IsForAll)
            return shown[0];
        return names is null ? $"[{string.Join(", ", shown)}]" : names.Count == 0 ? "{}"
            : $"{{ {string.Join(", ", names.Zip(shown, (n, s) => $"{n}: {s}"))} }}";
    }

    /// <summary>Gets the settings in the order in which they were given.</summary>
    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    internal IReadOnlyList<T> Items => items;

    /// <summary>Validates a given setting.</summary>
    private protected virtual T Taken(T setting) => setting;

    /// <summary>Gets a copy, which later changes of this object do not affect.</summary>
    private protected TSelf Copied<TSelf>()
        where TSelf : PerOutput<T>
    {
        TSelf copy = (TSelf)MemberwiseClone();
        copy.items = [.. items];
        copy.names = names is null ? null : [.. names];
        return copy;
    }

    /// <summary>The settings of a dictionary in the order of outputs, with whether each was given.</summary>
    /// <exception cref="ArgumentException">The model has no output of a name.</exception>
    internal (bool IsGiven, T? Item)[] InOrderOf(IReadOnlyList<string> outputs, string setting, string model)
    {
        foreach (string name in names!)
        {
            if (!outputs.Contains(name))
                throw new ArgumentException(
                    $"Compile: {setting} for an output '{name}', which the model '{model}' does not have; "
                    + NearestNames.Hint(name, [.. outputs], "its outputs are"));
        }

        return [.. outputs.Select(o => names.IndexOf(o) is var at and >= 0 ? (true, items[at]) : (false, default(T?)))];
    }
}
