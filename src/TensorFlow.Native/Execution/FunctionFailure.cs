using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>The exception of a run that failed, which names who wrote the operation at fault.</summary>
internal static class FunctionFailure
{
    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdef");

    /// <summary>Creates the exception.</summary>
    /// <param name="function">The function that was run.</param>
    /// <param name="name">Its name.</param>
    /// <param name="code">The library's status code.</param>
    /// <param name="message">The message of the library.</param>
    public static Exception Of(FunctionHandle function, string name, StatusCode code, string message)
    {
        foreach ((string? inside, string node) in NativeText.Nodes(message))
        {
            if (Find(function, inside, node) is ({ } type, { } scope))
                return TensorFlowException.Create(
                    code, $"{scope}: {type} failed: {NativeText.Sentence(message)}; check what '{scope.Path}' passes to {type}.");
        }

        return TensorFlowException.Create(code, $"run '{WithoutDigest(name)}'", message);
    }

    private static string WithoutDigest(string name) =>
        name.LastIndexOf('_') is var at and > 0 && name.Length - at - 1 == 32 && name.AsSpan(at + 1).IndexOfAnyExcept(HexDigits) < 0
            ? name[..at] : name;

    // An operation of a function that was put into its caller is named after the call too: "StatefulPartitionedCall/Reshape".
    private static (string Type, OperationScope? Scope)? Find(FunctionHandle root, string? inside, string node)
    {
        FunctionHandle[] functions = [.. Reachable(root)];
        if (functions.FirstOrDefault(f => f.Name == inside)?.Origins?.Find(node) is { } exact)
            return exact;
        string last = node[(node.LastIndexOf('/') + 1)..];
        (string Type, OperationScope? Scope)?[] candidates =
            [.. functions.Select(f => f.Origins?.Find(last)).Where(o => o?.Scope is not null).Distinct()];
        return candidates is [{ } only] ? only : null;
    }

    private static IEnumerable<FunctionHandle> Reachable(FunctionHandle root)
    {
        HashSet<FunctionHandle> seen = [root];
        Queue<FunctionHandle> open = new([root]);
        while (open.TryDequeue(out FunctionHandle? function))
        {
            yield return function;
            foreach (FunctionHandle called in function.Dependencies)
            {
                if (seen.Add(called))
                    open.Enqueue(called);
            }
        }
    }
}
