using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Keras;

/// <summary>The classes of one kind: from their Keras names and configs to objects. The one table behind names in code and names in
/// files.</summary>
/// <typeparam name="T">The base class.</typeparam>
[DebuggerDisplay("{kind,nq} registry, {KnownNames.Count} names")]
public sealed class Registry<T>
    where T : class
{
    private readonly string kind;
    private readonly Dictionary<string, Func<Config, T>> classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<T>> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<Config, T>> custom = new(StringComparer.Ordinal);
    private readonly HashSet<string> otherNames = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly bool ignoreCase;
    private readonly Action<T, Config>? common;
    private readonly Action<T, JsonObject>? complete;

    /// <param name="kind">The kind of the objects: "loss".</param>
    /// <param name="common">Takes from a config the arguments that all classes have.</param>
    /// <param name="complete">Takes from an envelope what is beside the config.</param>
    /// <param name="ignoreCase">Whether names mean the same in upper and lower case; where Keras does so.</param>
    internal Registry(
        string kind, Action<T, Config>? common = null, Action<T, JsonObject>? complete = null, bool ignoreCase = false)
    {
        this.ignoreCase = ignoreCase;
        this.kind = kind;
        this.common = common;
        this.complete = complete;
    }

    /// <summary>The names that stand for an object in code: "adam", "mse".</summary>
    public IReadOnlyList<string> KnownNames
    {
        get
        {
            lock (gate)
                return [.. names.Keys.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The built-in classes, each once.</summary>
    internal IReadOnlyList<string> ClassNames
    {
        get
        {
            lock (gate)
                return [.. classes.Keys.Except(otherNames).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Registers a class, so that files and names can refer to it.</summary>
    /// <param name="className">Its class name in files.</param>
    /// <param name="fromConfig">Makes an object of a config.</param>
    /// <param name="aliases">Names that mean an object with an empty config. Where there are none, the class name in snake case is
    /// one.</param>
    internal Registry<T> Register(string className, Func<Config, T> fromConfig, params ReadOnlySpan<string> aliases)
    {
        lock (gate)
        {
            classes[className] = fromConfig;
            names[className] = () => fromConfig(new() { Owner = className });
            foreach (string alias in aliases.Length > 0 ? aliases : [SnakeCase.Of(className)])
                names[alias] = () => fromConfig(new() { Owner = className });
        }

        return this;
    }

    /// <summary>Registers other class names of a class that is registered: Keras has some classes under several names.</summary>
    /// <param name="className">The class name.</param>
    /// <param name="others">The other class names.</param>
    internal Registry<T> Alias(string className, params ReadOnlySpan<string> others)
    {
        Func<Config, T> make;
        lock (gate)
            make = classes[className];
        foreach (string other in others)
        {
            Register(other, make);
            lock (gate)
                otherNames.Add(other);
        }

        return this;
    }

    /// <summary>Registers a custom class. It never replaces a built-in one: files tell the two apart.</summary>
    internal void RegisterCustom(string className, Func<Config, T> fromConfig)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(className);
        ArgumentNullException.ThrowIfNull(fromConfig);
        lock (gate)
        {
            custom[className] = fromConfig;
            names.TryAdd(className, () => fromConfig(new() { Owner = className }));
        }
    }

    /// <summary>Whether there is a built-in class of a name.</summary>
    internal bool Knows(string className)
    {
        lock (gate)
            return classes.ContainsKey(className);
    }

    /// <summary>The object that a name stands for.</summary>
    /// <param name="name">A Keras name: "adam", "categorical_crossentropy", or a class name.</param>
    /// <exception cref="UnknownNameException">Nothing has that name; the message suggests the nearest.</exception>
    public T FromName(string name)
    {
        if (name is null)
            throw new ArgumentNullException(nameof(name), $"Expected the name of {Article(kind)}, got null; see KnownNames.");
        Func<T>? make;
        lock (gate)
            make = Find(names, name);
        return make is null ? throw new UnknownNameException(kind, name, KnownNames) : make();
    }

    /// <summary>The object that a class name and a config describe.</summary>
    /// <param name="className">A class name.</param>
    /// <param name="config">The arguments.</param>
    /// <exception cref="ConfigException">The class is not known or does not know an argument.</exception>
    public T FromConfig(string className, Config config)
    {
        Func<Config, T>? make;
        bool isCustom;
        lock (gate)
        {
            make = Find(classes, className);
            isCustom = make is null && custom.TryGetValue(className, out make);
        }

        if (make is null)
            return !config.Keys.Any() && KnownNames.Contains(className) ? FromName(className) : throw Unknown(className);
        return Make(make, className, config, isCustom);
    }

    private TValue? Find<TValue>(Dictionary<string, TValue> table, string name)
        where TValue : class =>
        table.TryGetValue(name, out TValue? found) ? found
        : ignoreCase ? table.FirstOrDefault(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase)).Value
        : null;

    private T FromCustom(string className, string registeredName, Config config)
    {
        Func<Config, T>? make;
        lock (gate)
        {
            if (!custom.TryGetValue(registeredName, out make))
                custom.TryGetValue(className, out make);
        }

        return make is null ? throw Unknown(className) : Make(make, className, config, isCustom: true);
    }

    private ConfigException Unknown(string className)
    {
        if (className == "__lambda__")
            return new($"'{className}' holds Python code, which is never run here; write it as a function of your own in both languages "
                + "and register that.");
        if (className is "FlaxLayer" or "JaxLayer" or "TorchModuleWrapper")
            return new($"'{className}' wraps a Python object of JAX or PyTorch, which cannot be run here; build its computation of Keras "
                + "layers, or register a layer of that name.");
        string[] near;
        lock (gate)
            near = NearestNames.Of(className, classes.Keys.Union(custom.Keys));
        string meant = near.Length > 0 ? $", or did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?" : ".";
        return new($"There is no {kind} class '{className}'; register it with "
            + $"CustomObjects.Register{char.ToUpperInvariant(kind[0])}{kind[1..]}(\"{className}\", …){meant}");
    }

    private T Make(Func<Config, T> make, string className, Config config, bool isCustom)
    {
        config.Owner = className;
        T made = make(config);
        common?.Invoke(made, config);
        (made as KerasObject)?.KeepNumberForms(config);
        string[] unknown = [.. isCustom ? Unmet(made, config) : config.Unread];
        if (unknown.Length == 0)
            return made;
        if (isCustom && made is KerasObject custom && unknown.All(custom.GetConfig().Keys.Contains))
        {
            string names = string.Join(", ", unknown.Select(u => $"'{u}'"));
            throw new ConfigException(
                $"{className}: the object made has other values of {names} than the config; read them where the class is registered.");
        }

        // An argument that is there is not what another one was meant to be.
        string[] near = [.. unknown.SelectMany(u => NearestNames.Of(u, config.Asked.Except(config.Keys))).Distinct()];
        string meant = near.Length == 0 ? "." : $"; did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";
        throw new ConfigException($"{className} has no argument {string.Join(", ", unknown.Select(u => $"'{u}'"))}{meant}");
    }

    // A custom class reads its own arguments; those of its base are met where the object would write the same.
    private static IEnumerable<string> Unmet(T made, Config config)
    {
        string[] unread = [.. config.Unread];
        if (unread.Length == 0 || made is not KerasObject written)
            return unread;
        Config again = written.GetConfig();
        return unread.Where(key => !again.Keys.Contains(key) || !JsonNode.DeepEquals(again.GetRawNode(key), config.GetRawNode(key)));
    }

    /// <summary>The object that JSON describes: a name, or class name and config.</summary>
    /// <param name="json">A string or an object.</param>
    /// <exception cref="ConfigException">The JSON describes no object.</exception>
    public T FromJson(JsonNode json) => json switch
    {
        JsonValue value when value.TryGetValue(out string? name) => FromName(name),
        JsonObject envelope => FromEnvelope(envelope),
        _ => throw new ConfigException($"Expected the name or the config of {Article(kind)}, got {PythonJson.WriteCompact(json)}."),
    };

    private T FromEnvelope(JsonObject envelope)
    {
        (string className, Config config) = SerializedObject.Unwrap(envelope);
        T made = SerializedObject.CustomName(envelope) is { } registered
            ? FromCustom(className, registered, config) : FromConfig(className, config);
        complete?.Invoke(made, envelope);
        return made;
    }

    private static string Article(string noun) => ("aeiou".Contains(noun[0], StringComparison.Ordinal) ? "an " : "a ") + noun;
}
