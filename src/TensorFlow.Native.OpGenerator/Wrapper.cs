using TensorFlow.OpGenerator.Messages;

namespace TensorFlow.OpGenerator;

/// <summary>The method for one op: its parameters in C# order and its outputs.</summary>
internal sealed class Wrapper
{
    private readonly OpDef _op;
    private readonly ManifestOp _entry;
    private readonly Manifest _manifest;

    /// <summary>Derives the method for <paramref name="op"/>.</summary>
    /// <exception cref="ManifestException">The manifest describes what the op has not, or names in C# collide.</exception>
    public Wrapper(OpDef op, ManifestOp entry, Manifest manifest)
    {
        (_op, _entry, _manifest) = (op, entry, manifest);
        Inputs = [.. op.InputArg.Select(Input)];
        Attributes = [.. op.Attr.Where(IsParameter).Select(Attribute)];
        Outputs = [.. op.OutputArg.Select(Output)];
        CheckNames();
    }

    /// <summary>Gets the op's name.</summary>
    public string OpName => _op.Name;

    /// <summary>Gets the method's name.</summary>
    public string Method => _entry.Method;

    /// <summary>Gets the method's summary; backticks mark arguments and code.</summary>
    public string Summary => _entry.Summary;

    /// <summary>Gets the parameters for the inputs, in the op's order.</summary>
    public IReadOnlyList<WrapperParameter> Inputs { get; }

    /// <summary>Gets the parameters for the attributes, in the op's order.</summary>
    public IReadOnlyList<WrapperParameter> Attributes { get; }

    /// <summary>Gets the outputs, in the op's order.</summary>
    public IReadOnlyList<WrapperOutput> Outputs { get; }

    /// <summary>Gets the parameters in C# order: inputs, required attributes, optional attributes.</summary>
    public IEnumerable<WrapperParameter> Parameters =>
        [
            .. Inputs,
            .. Attributes.Where(attribute => attribute.Default is null),
            .. Attributes.Where(attribute => attribute.Default is not null),
        ];

    private WrapperParameter Input(ArgDef input)
    {
        if (input.IsRef) throw new ManifestException($"{_op.Name} takes a reference variable; only resource variables have wrappers.");
        string type = ArgumentDocumentation.IsList(input) ? "ReadOnlySpan<Symbol>" : "Symbol";
        return new(Name(input.Name), input.Name, type, Documentation(input.Name, ArgumentDocumentation.Input(input, _op)));
    }

    private bool IsParameter(AttrDef attribute) =>
        attribute.Name[0] != '_' && !_op.InputArg.Any(input =>
            input.TypeAttr == attribute.Name || input.NumberAttr == attribute.Name || input.TypeListAttr == attribute.Name);

    private WrapperParameter Attribute(AttrDef attribute)
    {
        string type = CSharpValues.Type(attribute.Type);
        string? opDefault = attribute.DefaultValue is null ? null : CSharpValues.Literal(attribute.DefaultValue);
        bool isList = attribute.Type.StartsWith("list(", StringComparison.Ordinal);
        string? value = Argument(attribute.Name)?.Default is { Length: > 0 } chosen ? chosen
            : attribute.DefaultValue is null ? null
            : opDefault ?? (isList ? "default" : "null");
        string documentation = Documentation(attribute.Name, ArgumentDocumentation.Attribute(attribute), attribute);
        return new(Name(attribute.Name), attribute.Name, type, documentation)
        {
            Attribute = attribute,
            Default = value,
            OpDefault = opDefault,
        };
    }

    private WrapperOutput Output(ArgDef output)
    {
        string renamed = Argument(output.Name, _entry)?.Name ?? "";
        string name = CSharpNames.Pascal(renamed.Length > 0 ? renamed : output.Name);
        string? length = output.NumberAttr.Length > 0 ? Length(output.NumberAttr)
            : output.TypeListAttr.Length > 0 ? Length(output.TypeListAttr)
            : null;
        bool isInputToo = _op.InputArg.Any(input => input.Name == output.Name);
        string generic = ArgumentDocumentation.Output(output, _op);
        string text = isInputToo ? generic : Argument(output.Name, _entry)?.Documentation is { Length: > 0 } own ? own : generic;
        return new(name, output.Name, length, text);
    }

    private string Length(string attribute)
    {
        if (Attributes.FirstOrDefault(parameter => parameter.OpName == attribute) is { } own)
            return own.Type == "long" ? $"checked((int){own.Name})" : $"{own.Name}.Length";
        return Inputs[_op.InputArg.Select((input, index) => (input, index))
            .First(pair => pair.input.NumberAttr == attribute || pair.input.TypeListAttr == attribute).index].Name + ".Length";
    }

    private string Name(string argument)
    {
        string own = Argument(argument)?.Name is { Length: > 0 } chosen ? chosen : Argument(argument, _manifest.Common)?.Name ?? "";
        return own.Length > 0 ? own : CSharpNames.Camel(argument);
    }

    private string Documentation(string argument, string generic, AttrDef? attribute = null)
    {
        string own = Argument(argument)?.Documentation is { Length: > 0 } chosen
            ? chosen
            : Argument(argument, _manifest.Common)?.Documentation ?? "";
        if (own.Length == 0) return generic;
        return attribute is null ? own : own + ArgumentDocumentation.AllowedAndDefault(attribute, Argument(argument)?.Default);
    }

    private ManifestArgument? Argument(string name, ManifestOp? entry = null) => (entry ?? _entry).Arguments.GetValueOrDefault(name);

    private void CheckNames()
    {
        HashSet<string> known =
        [
            .. _op.InputArg.Select(argument => argument.Name),
            .. _op.OutputArg.Select(argument => argument.Name),
            .. Attributes.Select(attribute => attribute.OpName),
        ];
        foreach (string name in _entry.Arguments.Keys)
        {
            if (!known.Contains(name)) throw new ManifestException($"{_op.Name} has no argument {name} to describe.");
        }

        HashSet<string> taken = ["name"];
        foreach (WrapperParameter parameter in Parameters)
        {
            if (!taken.Add(parameter.Name)) throw new ManifestException($"{_op.Name}: two parameters are called {parameter.Name}.");
        }

        if (Outputs.Select(output => output.Name).Distinct().Count() != Outputs.Count)
            throw new ManifestException($"{_op.Name}: two outputs have one name.");
    }
}
