using System.ComponentModel;
using System.Runtime.InteropServices;

namespace FusedKernels.Verification;

/// <summary>Readable pages between two pages that nobody may touch.</summary>
public sealed unsafe partial class GuardedRegion : IDisposable
{
    private const int NoAccess = 0;
    private const int ReadWrite = 1 | 2;
    private const int Private = 2;
    private const int WindowsCommitAndReserve = 0x3000;
    private const int WindowsRelease = 0x8000;
    private const int WindowsNoAccess = 1;
    private const int WindowsReadWrite = 4;

    private readonly byte* _pages;
    private readonly nuint _size;

    public GuardedRegion(int capacity)
    {
        int page = Environment.SystemPageSize;
        Length = (capacity + page - 1) / page * page;
        _size = (nuint)(Length + (2 * page));
        _pages = Reserve(_size);
        Start = _pages + page;
        Protect(_pages, (nuint)page);
        Protect(Start + Length, (nuint)page);
    }

    /// <summary>The first readable byte; an unreadable page lies before it.</summary>
    public byte* Start { get; }

    /// <summary>The number of readable bytes; an unreadable page follows them.</summary>
    public int Length { get; }

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            _ = VirtualFree(_pages, 0, WindowsRelease);
        }
        else
        {
            _ = Unmap(_pages, _size);
        }
    }

    private static byte* Reserve(nuint size)
    {
        if (OperatingSystem.IsWindows())
        {
            void* address = VirtualAlloc(null, size, WindowsCommitAndReserve, WindowsReadWrite);
            return address is not null ? (byte*)address : throw new Win32Exception();
        }

        int anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;
        nint mapped = Map(null, size, ReadWrite, Private | anonymous, -1, 0);
        return mapped != -1 ? (byte*)mapped : throw new Win32Exception();
    }

    private static void Protect(byte* page, nuint size)
    {
        bool done = OperatingSystem.IsWindows()
            ? VirtualProtect(page, size, WindowsNoAccess, out _) != 0
            : MemoryProtect(page, size, NoAccess) == 0;
        if (!done)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int MemoryProtect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(void* address, nuint length);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial void* VirtualAlloc(void* address, nuint size, int type, int protection);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int VirtualProtect(void* address, nuint size, int protection, out int previous);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int VirtualFree(void* address, nuint size, int type);
}
