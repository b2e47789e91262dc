using TensorFlow.OpGenerator.Messages;

namespace TensorFlow.OpGenerator;

/// <summary>A parameter of a wrapper: an input of the op, or one of its attributes that inputs do not determine.</summary>
/// <param name="Name">The name in C#.</param>
/// <param name="OpName">The name in TensorFlow.</param>
/// <param name="Type">The C# type, without the mark of a nullable one.</param>
/// <param name="Documentation">The sentence about it.</param>
internal sealed record WrapperParameter(string Name, string OpName, string Type, string Documentation)
{
    /// <summary>Gets the attribute's definition; an input has none.</summary>
    public AttrDef? Attribute { get; init; }

    /// <summary>Gets the C# default value; a required parameter has none.</summary>
    public string? Default { get; init; }

    /// <summary>Gets the op's own default as a C# constant; null when the attribute has none that C# can write.</summary>
    public string? OpDefault { get; init; }

    /// <summary>Gets a value indicating whether the attribute has a default that only leaving it out can give (lists, shapes).</summary>
    public bool IsLeftOutByDefault => Attribute?.DefaultValue is not null && OpDefault is null;

    /// <summary>The parameter in the method's list.</summary>
    public string Declaration
    {
        get
        {
            string mark = Default == "null" ? "?" : "";
            return Default is null ? $"{Type} {Name}" : $"{Type}{mark} {Name} = {Default}";
        }
    }
}

/// <summary>An output of a wrapper.</summary>
/// <param name="Name">The name of the tuple element in C#.</param>
/// <param name="OpName">The name in TensorFlow.</param>
/// <param name="ListLength">The C# expression for the number of symbols of a list; null for a single symbol.</param>
/// <param name="Documentation">What the output holds.</param>
internal sealed record WrapperOutput(string Name, string OpName, string? ListLength, string Documentation);
