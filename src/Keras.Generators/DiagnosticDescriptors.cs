using Microsoft.CodeAnalysis;

namespace Keras.Generators;

/// <summary>The diagnostics of the generator.</summary>
internal static class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Describe("KERAS001", "The class is not partial",
        "'{0}' has [KerasSerializable]: declare it, and the classes around it, as partial");

    public static readonly DiagnosticDescriptor UnknownType = Describe("KERAS002", "The type of an argument is not known",
        "'{0}': no config is known for the argument '{1}' of type '{2}'; name a Reader and a Writer in [ConfigArgument], "
        + "or set [ConfigIgnore] where this is no argument");

    public static readonly DiagnosticDescriptor NameTwice = Describe("KERAS003", "Two arguments have one name",
        "'{0}': '{1}' and another argument are both named '{2}' in the config; give one of them another name in [ConfigArgument], "
        + "or an empty Writer where both are forms of one argument");

    public static readonly DiagnosticDescriptor NoProperty = Describe("KERAS004", "A parameter has no property",
        "'{0}': the parameter '{1}' has no property that its value can be written from; add one of that name, "
        + "or name the argument of a property '{2}' in [ConfigArgument]");

    public static readonly DiagnosticDescriptor Constructor = Describe("KERAS005", "There is no constructor, or more than one",
        "'{0}': expected one public constructor, got {1}; set [ConfigConstructor] on the one that a config is read with");

    public static readonly DiagnosticDescriptor Unsupported = Describe("KERAS006", "The class cannot be serialized",
        "'{0}': [KerasSerializable] is for abstract classes, and classes without type parameters, that derive from KerasObject");

    public static readonly DiagnosticDescriptor UnknownDefault = Describe("KERAS007", "The default of an argument is not known",
        "'{0}': the default of '{1}' cannot be read from its declaration; give the property an initializer of public members, "
        + "or a parameter of the constructor");

    public static readonly DiagnosticDescriptor NoMethod = Describe("KERAS008", "There is no such reader or writer",
        "'{0}': the argument '{1}' names '{2}', which is not there; expected a static method of a Config for a Reader, "
        + "a method of a Config for a Writer");

    public static readonly DiagnosticDescriptor NoMember = Describe("KERAS009", "The order of a config names no member",
        "'{0}': the order of the config names '{1}', which is no property of the class or of its bases");

    private static DiagnosticDescriptor Describe(string id, string title, string message) =>
        new(id, title, message, "Keras", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
