namespace TensorFlow.Interop;

/// <summary>
/// Functions without an owner that stay registered for a while. Where a function of ordinary kernels calls one that XLA compiles, the
/// runtime makes a body of the latter for each function that calls it, and never lets that go. So the last of such callers stay: an equal
/// one that comes again, as from a service that trains models of one kind, is the same to the runtime, and nothing is made.
/// </summary>
internal static class RestingFunctions
{
    /// <summary>The most that stay.</summary>
    internal const int Most = 16;

    // The oldest first.
    private static readonly LinkedList<(ContextHandle Context, string Name, string[] Called)> Resting = [];

    /// <summary>Takes the registration over from a function that goes. The caller holds the gate of registrations.</summary>
    /// <param name="context">Where it is registered.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dependencies">The functions that it calls, which are still held.</param>
    public static void Add(ContextHandle context, string name, IReadOnlyList<FunctionHandle> dependencies)
    {
        for (var node = Resting.First; node is not null; node = node.Next)
        {
            if (node.Value.Context != context || node.Value.Name != name)
                continue;
            // An equal one rests already: its registration is enough.
            Unregister(context, name);
            Resting.Remove(node);
            Resting.AddLast(node);
            return;
        }

        Resting.AddLast((context, name, [.. Register(context, dependencies)]));
        if (Resting.Count <= Most)
            return;
        (ContextHandle of, string oldest, string[] called) = Resting.First!.Value;
        Resting.RemoveFirst();
        Unregister(of, oldest);
        foreach (string function in called)
            Unregister(of, function);
    }

    /// <summary>Gives one registration back while a handle is released, where nothing may be thrown.</summary>
    public static void Unregister(ContextHandle context, string name)
    {
        using StatusHandle status = new();
        NativeMethods.TFE_ContextRemoveFunction(context, name, status);
    }

    private static List<string> Register(ContextHandle context, IReadOnlyList<FunctionHandle> dependencies)
    {
        List<string> names = [];
        using StatusHandle status = new();
        foreach (FunctionHandle dependency in dependencies)
        {
            NativeMethods.TFE_ContextAddFunction(context, dependency, status);
            // Registered once, it is so again; if not, it must not be given back.
            if (status.Failed)
                continue;
            names.Add(dependency.Name);
            names.AddRange(Register(context, dependency.Dependencies));
        }

        return names;
    }
}
