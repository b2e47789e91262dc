namespace Keras.Conformance;

/// <summary>How a case went.</summary>
internal enum Verdict
{
    /// <summary>All results are the recorded ones.</summary>
    Passed,

    /// <summary>A result differs, or there was an exception.</summary>
    Failed,

    /// <summary>There is no such class yet.</summary>
    Missing,
}

/// <summary>How a case went, and why.</summary>
/// <param name="Id">The case.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="ClassName">Its class.</param>
/// <param name="Verdict">How it went.</param>
/// <param name="Reason">What differed, or which class is missing.</param>
internal sealed record Outcome(string Id, string Kind, string ClassName, Verdict Verdict, string Reason = "");
