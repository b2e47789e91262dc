using Keras.Interop;

// write FOLDER: saves models for interop.py to check. check FOLDER: loads what make_models.py saved.
if (args is not ["write" or "check", string folder])
{
    Console.Error.WriteLine("Usage: Interop write|check FOLDER");
    return 2;
}

if (args[0] == "write")
{
    Writer.Run(folder);
    return 0;
}

return Checker.Run(folder);
