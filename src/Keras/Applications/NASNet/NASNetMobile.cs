namespace Keras.Applications;

/// <summary>NASNet-A for small devices: cells found by search, for images of 224 × 224 (Zoph et al., 2017, arXiv:1707.07012).</summary>
public sealed class NASNetMobile : Application<NASNetMobile, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private NASNetMobile()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new NASNetArchitecture(new("NASNetMobile", "nasnet_mobile", 224, 1056, 4, 32, SkipsReduction: false, HasFixedSize: true,
            "020fb642bf7360b370c678b08e0adf61", "1ed92395b5b598bdda52abe5c0dbfd63"));
}
