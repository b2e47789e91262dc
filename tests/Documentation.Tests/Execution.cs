using System.Globalization;
using System.Reflection;

namespace Documentation.Tests;

/// <summary>Runs a program in an empty directory and keeps what it prints.</summary>
internal static class Execution
{
    /// <summary>The collection of tests that run programs, one after another: they change the current directory and the console.</summary>
    public const string Alone = "Programs";

    public static string Run(Assembly program)
    {
        MethodInfo entry = program.EntryPoint!;
        string before = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        DirectoryInfo directory = Directory.CreateTempSubdirectory("page");
        using StringWriter printed = new();
        try
        {
            Environment.CurrentDirectory = directory.FullName;
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
            Console.SetOut(printed);
            object[]? arguments = entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()];
            entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            return printed.ToString();
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = before;
            directory.Delete(recursive: true);
        }
    }
}
