using System.Text.Json.Nodes;

namespace Keras;

/// <summary>
/// The arguments of a call of a layer or an operation, positional and named as in Keras's <c>layer(x, mask=m)</c>. Layers with several
/// roles read theirs by name.
/// </summary>
/// <typeparam name="T">The type of the tensors: <see cref="KerasTensor"/> in a model, <see cref="TensorFlow.Symbol"/> in a function being
/// written.</typeparam>
public sealed class CallArguments<T>
{
    private readonly IReadOnlyList<string> parameters;

    internal CallArguments(
        IReadOnlyList<CallArgument<T>> positional,
        IReadOnlyList<(string Name, CallArgument<T> Value)>? named = null,
        IReadOnlyList<string>? parameters = null)
    {
        Positional = positional;
        Named = named ?? [];
        this.parameters = parameters ?? [];
    }

    internal static CallArguments<T> Empty { get; } = new([]);

    internal IReadOnlyList<CallArgument<T>> Positional { get; }

    internal IReadOnlyList<(string Name, CallArgument<T> Value)> Named { get; }

    /// <summary>All tensors: the positional arguments first, dictionaries by name, ordinal.</summary>
    internal IEnumerable<T> Leaves =>
        Positional.SelectMany(a => a.Leaves).Concat(Named.OrderBy(n => n.Name, StringComparer.Ordinal).SelectMany(n => n.Value.Leaves));

    /// <summary>Whether an argument was given, be it null.</summary>
    /// <param name="name">The name of the parameter, such as "initial_state".</param>
    public bool Has(string name) => Find(name) is not null and not CallArgument<T>.Constant { Json: null };

    /// <summary>Whether a value was given that Keras did not record by itself.</summary>
    internal bool IsGiven(string name) => Has(name) && Find(name) is not CallArgument<T>.Constant { IsImplied: true };

    /// <summary>Gets the tensors of an argument: one, or those of a list; none where it was not given.</summary>
    /// <param name="name">The name of the parameter, such as "initial_state".</param>
    /// <exception cref="ArgumentException">The argument is a value, not a tensor.</exception>
    public IReadOnlyList<T> Tensors(string name) => Find(name) switch
    {
        null => [],
        CallArgument<T>.Constant { Json: { } json } => throw new ArgumentException(
            $"Argument '{name}': expected a tensor, got {SerializedObject.Abbreviate(json)}; make it an input of the model."),
        { } argument => [.. argument.Leaves],
    };

    /// <summary>Gets a boolean argument.</summary>
    /// <param name="name">The name of the parameter, such as "use_causal_mask".</param>
    /// <param name="defaultValue">The value where it was not given. Default: false.</param>
    /// <exception cref="ArgumentException">The argument is not a boolean.</exception>
    public bool Flag(string name, bool defaultValue = false) => Find(name) switch
    {
        null or CallArgument<T>.Constant { Json: null } => defaultValue,
        CallArgument<T>.Constant { Json: JsonValue json } when json.TryGetValue(out bool flag) => flag,
        CallArgument<T>.Constant { Json: { } json } => throw new ArgumentException(
            $"Argument '{name}': expected true or false, got {PythonJson.WriteCompact(json)}."),
        _ => throw new ArgumentException($"Argument '{name}': expected true or false, got a tensor or a structure of them."),
    };

    /// <summary>The arguments as they stand in a call: <c>(x, mask: m, training: true)</c>.</summary>
    public override string ToString() =>
        $"({string.Join(", ", [.. Positional.Select(p => p.ToString()), .. Named.Select(n => $"{n.Name}: {n.Value}")])})";

    internal CallArgument<T>? Find(string name)
    {
        foreach ((string given, CallArgument<T> value) in Named)
        {
            if (given == name)
                return value;
        }

        for (int i = 0; i < parameters.Count && i < Positional.Count; i++)
        {
            if (parameters[i] == name)
                return Positional[i];
        }

        return null;
    }

    /// <summary>The argument of a name or position, which must be there.</summary>
    internal CallArgument<T> Require(string name) =>
        Find(name) ?? throw new ArgumentException(
            $"Expected an argument '{name}', got {(Named.Count == 0 ? "none by name" : string.Join(", ", Named.Select(n => n.Name)))}.");

    /// <summary>The same arguments but one.</summary>
    internal CallArguments<T> With(string name, CallArgument<T> value)
    {
        if (Named.Any(n => n.Name == name))
            return new(Positional, [.. Named.Select(n => n.Name == name ? (name, value) : n)], parameters);
        int position = parameters.ToList().IndexOf(name);
        return new([.. Positional.Select((p, i) => i == position ? value : p)], Named, parameters);
    }

    /// <summary>The same arguments, read with the names of parameters.</summary>
    internal CallArguments<T> For(IReadOnlyList<string> parameterNames) => new(Positional, Named, parameterNames);

    internal CallArguments<TResult> Map<TResult>(Func<T, TResult> convert) =>
        new([.. Positional.Select(p => p.Map(convert))], [.. Named.Select(n => (n.Name, n.Value.Map(convert)))], parameters);
}
