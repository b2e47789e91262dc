namespace Keras.Core;

/// <summary>The kind of an operation on the objects that it uses.</summary>
internal enum UsageKind
{
    /// <summary>
    /// Reads their structure: Save, Export, ToJson, and a function of prediction being written. Beside other reads and a run.
    /// </summary>
    Read,

    /// <summary>Trains or evaluates: one run at a time, beside reads.</summary>
    Run,

    /// <summary>Changes their structure: Compile, Add, Pop, Dispose, Trainable. Beside nothing.</summary>
    Change,
}
