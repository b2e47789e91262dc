using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>Opens a SavedModel's session and runs parts of its graph.</summary>
internal static unsafe class Session
{
    public static SessionHandle Open(string directory, string[] tags, GraphHandle graph)
    {
        using StatusHandle status = new();
        using SessionOptionsHandle options = new(NativeMethods.TF_NewSessionOptions());
        byte[] config = Runtime.Options.ToConfigProto();
        fixed (byte* bytes = config)
            NativeMethods.TF_SetConfig(options, bytes, (nuint)config.Length, status);
        status.ThrowIfError("configure a session");
        SessionHandle session = new(NativeMethods.TF_LoadSessionFromSavedModel(options, 0, directory, tags, tags.Length, graph, 0, status));
        status.ThrowIfError($"load the SavedModel '{directory}'");
        return session;
    }

    /// <summary>Runs what the outputs need. Safe on any thread.</summary>
    public static Tensor[] Run(
        SessionHandle session, OutputReference[] inputs, Tensor[] values, OutputReference[] outputs, string operation)
    {
        nint[] arguments = new nint[values.Length];
        nint[] results = new nint[outputs.Length];
        bool[] held = new bool[values.Length];
        TensorHandle[] handles = [.. values.Select(v => v.Handle)];
        using StatusHandle status = new();
        try
        {
            for (int i = 0; i < handles.Length; i++)
            {
                handles[i].DangerousAddRef(ref held[i]);
                arguments[i] = handles[i].DangerousGetHandle();
            }

            fixed (OutputReference* inputList = inputs, outputList = outputs)
            fixed (nint* argumentList = arguments, resultList = results)
                NativeMethods.TF_SessionRun(session, 0, inputList, argumentList,
                    inputs.Length, outputList, resultList, outputs.Length, null, 0, 0, status);
        }
        finally
        {
            for (int i = 0; i < held.Length; i++)
            {
                if (held[i])
                    handles[i].DangerousRelease();
            }
        }

        return Take(results, status, operation);
    }

    private static Tensor[] Take(nint[] results, StatusHandle status, string operation)
    {
        TensorHandle[] handles = [.. results.Select(r => new TensorHandle(r))];
        try
        {
            status.ThrowIfError(operation);
            return [.. handles.Select(h => new Tensor(h))];
        }
        catch
        {
            foreach (TensorHandle handle in handles)
                handle.Dispose();
            throw;
        }
    }
}
