<?php
// Prints what PHP itself reads in the .php files of a folder: a JSON object of lists of key paths and texts,
// in the order in which they stand; null for a file that PHP refuses, or that returns no array.

function texts(array $items, string $above): array
{
    $texts = [];
    foreach ($items as $key => $value) {
        $path = $above === '' ? "x$key" : "$above.$key";
        if (is_array($value)) {
            $texts = array_merge($texts, texts($value, $path));
        } elseif (is_string($value)) {
            $texts[] = [substr($path, 1), $value];
        }
    }
    return $texts;
}

function one(string $file): void
{
    ob_start();
    try {
        $value = include $file;
    } catch (Throwable) {
        $value = null;
    }
    ob_end_clean();
    $texts = is_array($value) ? texts($value, '') : null;
    echo json_encode($texts, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
}

function all(string $folder): void
{
    $files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS));
    $read = [];
    foreach ($files as $file) {
        if ($file->getExtension() === 'php') {
            $command = [PHP_BINARY, '-d', 'display_errors=0', '-d', 'log_errors=0', __FILE__, '--one', $file->getPathname()];
            $name = str_replace('\\', '/', substr($file->getPathname(), strlen($folder) + 1));
            // Each by itself: what PHP cannot compile ends the whole process.
            $process = proc_open($command, [1 => ['pipe', 'w']], $pipes);
            $said = stream_get_contents($pipes[1]);
            proc_close($process);
            $read[$name] = json_decode($said ?: 'null');
        }
    }
    echo json_encode($read, JSON_THROW_ON_ERROR);
}

$argv[1] === '--one' ? one($argv[2]) : all($argv[1]);
