namespace Keras.Tests.Operations;

/// <summary>Names of parameters that C# has to say otherwise.</summary>
internal static class OpNames
{
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["ndmin"] = "ndmin",
        ["base"] = "radix",
        ["N"] = "n",
        ["M"] = "m",
        ["abs_"] = "abs",
        ["newshape"] = "newShape",
        ["posinf"] = "posInf",
        ["neginf"] = "negInf",
    };

    /// <summary>The parameter here of one of Keras's.</summary>
    public static string Parameter(string keras) => Renamed.GetValueOrDefault(keras, keras);

    /// <summary>Whether an argument of Keras's can be left out here, because it says what the overload says.</summary>
    public static bool HasNoEffect(string key) => key is "sparse";
}
