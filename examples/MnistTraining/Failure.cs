using TensorFlow;

namespace MnistTraining;

/// <summary>Prints an error in one sentence.</summary>
internal static class Failure
{
    /// <returns>The exit code.</returns>
    public static int Tell(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return ExitCode.Error;
    }

    /// <inheritdoc cref="Tell(string)"/>
    public static int Tell(Exception exception)
    {
        while (exception is AggregateException or TypeInitializationException && exception.InnerException is { } inner)
            exception = inner;
        // That the library is missing takes a list: of the places searched, and of what to do.
        if (exception is NativeLibraryException)
            return Tell(exception.Message);
        // .NET adds the name of the parameter and the value, which mean nothing to who sits before the program.
        string message = exception.Message.ReplaceLineEndings("\n").Split('\n')[0];
        int parameter = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return Tell(parameter < 0 ? message : message[..parameter]);
    }
}
