using TensorFlow.OpGenerator.Messages;

namespace TensorFlow.OpGenerator;

/// <summary>Sentences about arguments that the manifest does not describe, made from the op's definition.</summary>
internal static class ArgumentDocumentation
{
    private const int MostTypesNamed = 6;

    /// <summary>Whether an input or output is a list of symbols.</summary>
    public static bool IsList(ArgDef argument) => argument.NumberAttr.Length > 0 || argument.TypeListAttr.Length > 0;

    /// <summary>A sentence about an input.</summary>
    public static string Input(ArgDef input, OpDef op) =>
        $"The {(IsList(input) ? "inputs" : "input")} `{input.Name}`{Types(input, op)}.";

    /// <summary>A phrase about an output.</summary>
    public static string Output(ArgDef output, OpDef op) =>
        $"The {(IsList(output) ? "outputs" : "output")} `{output.Name}`{Types(output, op)}.";

    /// <summary>A sentence about an attribute.</summary>
    public static string Attribute(AttrDef attribute)
    {
        string subject = attribute.Type switch
        {
            "type" => "The data type",
            "func" => "The function",
            "list(type)" => "The data types",
            "list(func)" => "The functions",
            _ => "The attribute",
        };
        return $"{subject} `{attribute.Name}`.{AllowedAndDefault(attribute, null)}";
    }

    /// <summary>Which values an attribute may have, and which it has unless given.</summary>
    public static string AllowedAndDefault(AttrDef attribute, string? chosenDefault)
    {
        string text = "";
        if (attribute.AllowedValues is { } allowed && CSharpValues.Items(allowed.List).ToList() is { Count: > 0 } values
            && (attribute.Type == "string" || values.Count <= MostTypesNamed))
            text += $" One of {Join(values.Select(value => $"`{value}`"), "or")}.";
        if (attribute.HasMinimum && attribute.Type == "int" && attribute.Minimum > long.MinValue)
            text += $" At least {attribute.Minimum}.";
        if (chosenDefault is { Length: > 0 }) return text + $" The default is `{chosenDefault}`.";
        if (attribute.DefaultValue is null) return text;
        bool isEmpty =
            attribute.DefaultValue is { ValueCase: AttrValue.ValueOneofCase.List, List: var list } && !CSharpValues.Items(list).Any();
        return text + (isEmpty ? " The default is empty." : $" The default is `{CSharpValues.Describe(attribute.DefaultValue)}`.");
    }

    private static string Types(ArgDef argument, OpDef op)
    {
        if (argument.Type != 0) return $", of type `{CSharpValues.DataType(argument.Type)}`";
        AttrDef? attribute = op.Attr.FirstOrDefault(candidate => candidate.Name == argument.TypeAttr);
        if (attribute?.AllowedValues is not { } allowed || allowed.List.Type.Count > MostTypesNamed) return "";
        return $", of type {Join(allowed.List.Type.Select(type => $"`{CSharpValues.DataType(type)}`"), "or")}";
    }

    private static string Join(IEnumerable<string> items, string conjunction)
    {
        List<string> list = [.. items];
        return list.Count < 2 ? string.Concat(list) : $"{string.Join(", ", list.Take(list.Count - 1))} {conjunction} {list[^1]}";
    }
}
